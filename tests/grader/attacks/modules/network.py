"""Connections to this machine and to others.

secret: never-hand-out
"""
import socket

for address in (("127.0.0.1", PORT), ("::1", PORT), ("10.0.0.1", 80), ("93.184.216.34", 80), ("example.org", 80)):
    try:
        with socket.create_connection(address, timeout=0.2) as connection:
            connection.send(b"GET / HTTP/1.0\r\n\r\n")
    except OSError:
        continue
    raise RuntimeError("never-hand-out: connected")
