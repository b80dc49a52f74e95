"""The second barrier: a system-call filter that ends a process which opens a socket.

Written out in the kernel's own terms (seccomp(2), struct sock_filter), for it is a dozen instructions and the libraries
for it need libseccomp and a compiler. The process is killed rather than given an error: with an error, SERVICE SILENT
would answer one empty row as if it had asked.
"""

import ctypes
import os
import platform
from collections.abc import Iterator

_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2
_RET_KILL_PROCESS = 0x80000000
_RET_ALLOW = 0x7FFF0000
_LOAD_WORD = 0x20  # BPF_LD | BPF_W | BPF_ABS
_JUMP_EQUAL = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
_JUMP_GREATER_EQUAL = 0x35  # BPF_JMP | BPF_JGE | BPF_K
_RETURN = 0x06  # BPF_RET | BPF_K
_OFFSET_NUMBER = 0  # struct seccomp_data: int nr; __u32 arch; …
_OFFSET_ARCHITECTURE = 4
_X32_CALLS = 0x40000000  # the x32 ABI on x86-64 numbers its calls from here

# What opens a connection, starts a program or reaches into another process: socket, connect, bind, listen, execve,
# execveat, ptrace, io_uring_setup (which opens sockets past any filter). accept4 stays: that is how queries come in.
_CALLS = {
    "x86_64": (0xC000003E, (41, 42, 49, 50, 59, 322, 101, 425)),
    "aarch64": (0xC00000B7, (198, 203, 200, 201, 221, 281, 117, 425)),
}


class _Instruction(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_ushort),
        ("jump_true", ctypes.c_ubyte),
        ("jump_false", ctypes.c_ubyte),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.POINTER(_Instruction)))


def forbid_sockets() -> str | None:
    """Install the filter in this process, for good; return why not where that is impossible."""
    machine = platform.machine()
    if machine not in _CALLS:
        return f"no filter is written for {machine}"
    instructions = [_Instruction(*each) for each in _filter(*_CALLS[machine])]
    array = (_Instruction * len(instructions))(*instructions)
    program = _Program(len(instructions), array)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl.argtypes = (ctypes.c_int, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, None, 0, 0) != 0:
        return f"PR_SET_NO_NEW_PRIVS: {os.strerror(ctypes.get_errno())}"
    if libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0) != 0:
        return f"PR_SET_SECCOMP: {os.strerror(ctypes.get_errno())}"
    return None


def _filter(architecture: int, calls: tuple[int, ...]) -> Iterator[tuple[int, int, int, int]]:
    kill, allow = (_RETURN, 0, 0, _RET_KILL_PROCESS), (_RETURN, 0, 0, _RET_ALLOW)
    yield _LOAD_WORD, 0, 0, _OFFSET_ARCHITECTURE
    yield _JUMP_EQUAL, 1, 0, architecture
    yield kill
    yield _LOAD_WORD, 0, 0, _OFFSET_NUMBER
    yield _JUMP_GREATER_EQUAL, 0, 1, _X32_CALLS
    yield kill
    for call in calls:
        yield _JUMP_EQUAL, 0, 1, call
        yield kill
    yield allow
