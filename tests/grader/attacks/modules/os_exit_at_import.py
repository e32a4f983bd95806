"""The process ends itself when the module is imported.

log: ended itself
"""
import os

os._exit(0)
