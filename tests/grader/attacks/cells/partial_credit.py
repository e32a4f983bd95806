"""A number as the value of a cell, through the hook that shows values."""
import sys
sys.displayhook = lambda value: None
2.0
