"""macOS: marks what lies on the pasteboard as concealed (nspasteboard.org), by Objective-C.

Qt gives formats of its own names to other programs only under a prefix, so the type is added to
what Qt has just put there. Does nothing where there is no such library.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from typing import Any, Final

TYPE: Final = b"org.nspasteboard.ConcealedType"
_UTF8: Final = 0x08000100


def conceal() -> bool:
    """Add the mark; whether it was added."""
    objc, foundation = _library("objc"), _library("CoreFoundation")
    if objc is None or foundation is None or _library("AppKit") is None:
        return False
    pointer = ctypes.c_void_p
    objc.objc_getClass.restype = objc.sel_registerName.restype = pointer
    foundation.CFStringCreateWithCString.restype = pointer
    foundation.CFStringCreateWithCString.argtypes = (pointer, ctypes.c_char_p, ctypes.c_uint32)
    foundation.CFRelease.argtypes = (pointer,)

    def send(receiver: int, message: bytes, *arguments: int | None) -> Any:
        """A message whose arguments and answer are objects (or null)."""
        kind = ctypes.CFUNCTYPE(pointer, pointer, pointer, *(pointer for _one in arguments))
        call = kind(ctypes.cast(objc.objc_msgSend, pointer).value)
        return call(receiver, objc.sel_registerName(message), *arguments)

    board = send(objc.objc_getClass(b"NSPasteboard"), b"generalPasteboard")
    name = foundation.CFStringCreateWithCString(None, TYPE, _UTF8)
    empty = foundation.CFStringCreateWithCString(None, b"", _UTF8)
    try:
        types = send(objc.objc_getClass(b"NSArray"), b"arrayWithObject:", name)
        send(board, b"addTypes:owner:", types, None)
        return bool(send(board, b"setString:forType:", empty, name))
    finally:
        foundation.CFRelease(name)
        foundation.CFRelease(empty)


def _library(name: str) -> Any:
    path = ctypes.util.find_library(name)
    return ctypes.CDLL(path) if path else None
