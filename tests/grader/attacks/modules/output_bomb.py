"""Output without end, on one line and on many.

log: Output cut: the limit is
"""
import sys

print("x" * 50_000_000)
for number in range(100_000):
    print(number, file=sys.stderr)
sys.__stdout__.write("y" * 10_000_000)
