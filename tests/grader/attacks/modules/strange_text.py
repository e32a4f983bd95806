"""Results and prints hold text that no file can store, terminal codes and markup."""

def weighted_sum(*arguments):
    print("\ud800\x00\x1b[2J\x1b]0;owned\x07<script>alert(1)</script>")
    raise ValueError("\udfff<img src=x onerror=alert(1)>\x1b[31m")


step = firing_line = lambda *arguments: "\ud800</pre><script>alert(1)</script>"
