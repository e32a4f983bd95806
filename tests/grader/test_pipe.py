"""The pipe between the rooms: whole messages, limits, and what happens when the other side misbehaves."""

import socket
import struct
import time

import pytest

from grader.pipe import LARGEST, Broken, Closed, Late, Pipe


@pytest.fixture
def ends():
    left, right = socket.socketpair()
    with left, right:
        yield Pipe(left), Pipe(right)


def soon():
    return time.monotonic() + 2


def test_messages_arrive_whole_and_in_order(ends):
    ours, theirs = ends
    ours.send({"n": 1}, [b"abc", b""])
    ours.send({"n": 2})
    assert theirs.receive(soon()) == ({"n": 1}, [b"abc", b""])
    assert theirs.receive(soon()) == ({"n": 2}, [])


def test_a_message_larger_than_the_socket_takes_turns(ends):
    import threading

    ours, theirs = ends
    content = bytes(5_000_000)
    sender = threading.Thread(target=ours.send, args=({}, [content], soon()))
    sender.start()
    assert theirs.receive(soon())[1] == [content]
    sender.join()


def test_silence_is_late(ends):
    began = time.monotonic()
    with pytest.raises(Late):
        ends[0].receive(began + 0.1)
    assert time.monotonic() - began < 1


def test_a_drip_of_bytes_is_late_too(ends):
    ours, theirs = ends
    theirs.end.send(struct.pack("<II", 1000, 0) + b"{")
    with pytest.raises(Late):
        ours.receive(time.monotonic() + 0.1)


def test_a_reader_that_does_not_read_is_late(ends):
    with pytest.raises(Late):
        ends[0].send({}, [bytes(20_000_000)], time.monotonic() + 0.1)


def test_the_end_of_the_other_side_is_noticed(ends):
    ours, theirs = ends
    theirs.close()
    with pytest.raises(Closed):
        ours.receive(soon())
    with pytest.raises(Closed):
        ours.send({}, [bytes(10_000_000)], soon())


@pytest.mark.parametrize(
    "forged",
    [
        struct.pack("<II", 0xFFFFFFFF, 0),
        struct.pack("<II", 2, 0xFFFFFFFF),
        struct.pack("<IIQ", 2, 1, LARGEST) + b"{}",
        struct.pack("<II", 2, 0) + b"[]",
        struct.pack("<II", 4, 0) + b"\xff\xfe{}",
        struct.pack("<II", 100_000, 0) + b"[" * 100_000,
        b"GET / HTTP/1.1\r\n\r\n",
    ],
    ids=["long header", "many arrays", "large array", "a list", "no text", "deep", "another protocol"],
)
def test_what_is_no_message_ends_the_conversation(ends, forged):
    ours, theirs = ends
    theirs.end.send(forged)
    with pytest.raises(Broken):
        ours.receive(soon())
