"""What a student's room may not ask of the kernel: memory that no limit counts, and traces that outlive the room.

In namespaces of its own it could mount file systems of any size; keys and what is in them stay when the room is gone.
"""

import ctypes
import errno
import platform
import struct
import sys

CALLS = {  # the kernel's numbers of the calls that are refused, by machine
    "x86_64": {
        "shmget": 29,
        "semget": 64,
        "msgget": 68,
        "ptrace": 101,
        "pivot_root": 155,
        "chroot": 161,
        "mount": 165,
        "umount2": 166,
        "add_key": 248,
        "request_key": 249,
        "keyctl": 250,
        "unshare": 272,
        "perf_event_open": 298,
        "setns": 308,
        "memfd_create": 319,
        "bpf": 321,
        "userfaultfd": 323,
    },
    "aarch64": {
        "umount2": 39,
        "mount": 40,
        "pivot_root": 41,
        "chroot": 51,
        "unshare": 97,
        "ptrace": 117,
        "msgget": 186,
        "semget": 190,
        "shmget": 194,
        "add_key": 217,
        "request_key": 218,
        "keyctl": 219,
        "perf_event_open": 241,
        "setns": 268,
        "memfd_create": 279,
        "bpf": 280,
        "userfaultfd": 282,
    },
}
EVERYWHERE = {
    "io_uring_setup": 425,
    "open_tree": 428,
    "move_mount": 429,
    "fsopen": 430,
    "fsmount": 432,
    "mount_setattr": 442,
    "memfd_secret": 447,
}
MACHINES = {"x86_64": (0xC000003E, 56, 9), "aarch64": (0xC00000B7, 220, 222)}  # the kernel's name; clone, mmap
CLONE3 = 435
OTHER_NUMBERS = 0x40000000  # where those of another kind of program begin
NAMESPACES = 0x7E020000  # flags of clone
SHARED_WITHOUT_A_FILE = 0x21  # flags of mmap

SET_SECCOMP, FILTER = 22, 2
LOAD, AND, EQUAL, AT_LEAST, ANY_OF, ANSWER = 0x20, 0x54, 0x15, 0x35, 0x45, 0x06  # instructions of a filter
NUMBER, KIND, FIRST, FOURTH = 0, 4, 16, 40  # where it finds the call, and arguments
ALLOW, FAIL = 0x7FFF0000, 0x00050000


def restrict():
    """Refuse these calls to this process, and to all that come of it, from now on."""
    if sys.platform == "linux" and platform.machine() in MACHINES:
        steps = b"".join(struct.pack("<HBBI", *step) for step in _filter(platform.machine()))
        code = ctypes.create_string_buffer(steps)
        program = ctypes.create_string_buffer(struct.pack("@HP", len(steps) // 8, ctypes.addressof(code)))
        ctypes.CDLL(None).prctl(SET_SECCOMP, FILTER, program, 0, 0)


def _filter(machine):
    # Steps as (instruction, steps to skip if true, and if false, number).
    kind, clone, mmap = MACHINES[machine]
    refused, missing = (ANSWER, 0, 0, FAIL | errno.EPERM), (ANSWER, 0, 0, FAIL | errno.ENOSYS)
    yield from [(LOAD, 0, 0, KIND), (EQUAL, 1, 0, kind), missing]
    yield from [(LOAD, 0, 0, NUMBER), (AT_LEAST, 0, 1, OTHER_NUMBERS), missing]
    yield from [(EQUAL, 0, 1, CLONE3), missing]  # it hides its flags; who misses it takes clone
    for number in [*CALLS[machine].values(), *EVERYWHERE.values()]:
        yield from [(EQUAL, 0, 1, number), refused]
    allowed = (ANSWER, 0, 0, ALLOW)
    yield from [(EQUAL, 0, 4, clone), (LOAD, 0, 0, FIRST), (ANY_OF, 0, 1, NAMESPACES), refused, allowed]
    yield from [(EQUAL, 0, 4, mmap), (LOAD, 0, 0, FOURTH), (AND, 0, 0, SHARED_WITHOUT_A_FILE)]
    yield from [(EQUAL, 0, 1, SHARED_WITHOUT_A_FILE), refused, allowed]
