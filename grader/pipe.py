"""Messages between the rooms: a JSON header and raw bytes beside it, over a socket, within limits.

The judge speaks first and the student's room answers; while it answers, it may ask the judge back. Whatever arrives
is a claim: a message that breaks the form, or is too large or too late, ends the conversation and nothing else.
"""

import json
import select
import socket
import struct
import time

LARGEST = 64 * 1024 * 1024  # bytes in one message
LONGEST = 16 * 1024 * 1024  # bytes of its header
BLOBS = 10_000  # arrays in one message
LONGEST_TEXT = 10_000  # characters of one shown value, or of a part of an exception
LONGEST_NAME = 200  # characters of the name of an object
MOST_FRAMES = 20  # of an exception
PREFIX = struct.Struct("<II")


class Closed(Exception):
    """The other side is gone."""


class Broken(Exception):
    """The other side sent what no honest program sends."""


class Late(Exception):
    """The other side did not answer in time."""


def say(end, message, files=()):
    """Send one short line of JSON over a stream socket, and open files by their numbers with it."""
    socket.send_fds(end, [json.dumps(message).encode() + b"\n"], list(files))


def hear(end):
    """What `say` sent from the other end, as (message, files); the message is None when that end is closed."""
    line, files = b"", []
    while not line.endswith(b"\n"):
        part, more, _, _ = socket.recv_fds(end, 10_000, 1)
        if not part:
            return None, files
        line += part
        files += more
    return json.loads(line), files


class Pipe:
    """One end of the conversation."""

    def __init__(self, end):
        self.end = end
        self.arrived = bytearray()

    def send(self, header, blobs=(), until=None):
        """Send one message; `until` is the time (``time.monotonic()``) at which to give up."""
        text = json.dumps(header).encode()
        if len(text) + sum(map(len, blobs)) > LARGEST:
            raise ValueError(f"a message of more than {LARGEST // 1024 // 1024} MB")
        sizes = struct.pack(f"<{len(blobs)}Q", *map(len, blobs))
        self._write(b"".join([PREFIX.pack(len(text), len(blobs)), sizes, text, *blobs]), until)

    def receive(self, until=None):
        """The next message as (header, blobs)."""
        length, count = PREFIX.unpack(self._read(PREFIX.size, until))
        if count > BLOBS:
            raise Broken("too many arrays")
        sizes = struct.unpack(f"<{count}Q", self._read(8 * count, until))
        if length > LONGEST or length + sum(sizes) > LARGEST:
            raise Broken(f"an answer of more than {LARGEST // 1024 // 1024} MB")
        text = self._read(length, until)
        blobs = [self._read(size, until) for size in sizes]
        try:
            header = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise Broken("not a message") from error
        if type(header) is not dict:
            raise Broken("not a message")
        return header, blobs

    def close(self):
        """End the conversation."""
        self.end.close()

    def _write(self, content, until):
        view = memoryview(content)
        while view:
            try:
                sent = self.end.send(view, socket.MSG_DONTWAIT)
            except BlockingIOError:
                self._wait(select.POLLOUT, until)
                continue
            except OSError as error:
                raise Closed from error
            view = view[sent:]

    def _read(self, size, until):
        while len(self.arrived) < size:
            if until is not None:
                self._wait(select.POLLIN, until)
            try:
                part = self.end.recv(1 << 18)
            except OSError as error:
                raise Closed from error
            if not part:
                raise Closed
            self.arrived += part
        content = bytes(self.arrived[:size])
        del self.arrived[:size]
        return content

    def _wait(self, event, until):
        if until is not None and time.monotonic() > until:
            raise Late
        poll = select.poll()
        poll.register(self.end, event)
        left = None if until is None else max(0.0, until - time.monotonic()) * 1000
        if not poll.poll(left):
            raise Late
