"""A hundred figures, and one that is no picture."""
import matplotlib.pyplot as plt
for _ in range(30):
    plt.figure(figsize=(1, 1))
plt.Figure.savefig = lambda self, file, **k: file.write(b"<script>alert(1)</script>")
