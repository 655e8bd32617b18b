"""What Qt reads a recording from, inside the child: pieces that the program lends on demand.

The child has no file and no key. It asks for a block by its place and waits for it; a few
blocks are kept, because a player reads in small steps and goes back a little.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QIODevice

BLOCK: Final = 128 * 1024
_KEPT: Final = 64
"""Blocks: 8 MiB."""


class BorrowedBytes(QIODevice):
    """`size` bytes. `ask(offset, size)` is called, from any thread, for one block at a time.

    The block is then handed to `take`, from another thread; fewer bytes than were asked for say
    that there are no more to be had.
    """

    def __init__(self, size: int, ask: Callable[[int, int], None]) -> None:
        super().__init__()
        self._size, self._ask = size, ask
        self._blocks: OrderedDict[int, bytes] = OrderedDict()
        self._turn = threading.Lock()
        self._came = threading.Event()
        self._new = b""
        self._broken = False
        mode = QIODevice.OpenModeFlag
        self.open(mode.ReadOnly | mode.Unbuffered)

    def take(self, block: bytes) -> None:
        """What was asked for."""
        self._new = block
        self._came.set()

    def isSequential(self) -> bool:
        return False

    def size(self) -> int:
        return self._size

    def atEnd(self) -> bool:
        # To read nothing before the end makes FFmpeg ask for ever.
        return self._broken or self.pos() >= self._size

    def readData(self, most: int) -> bytes:
        at = self.pos()
        if self._broken or most <= 0 or not 0 <= at < self._size:
            return b""
        index, inside = divmod(at, BLOCK)
        return self._block(index)[inside : inside + most]

    def writeData(self, data: bytes) -> int:
        return -1

    def _block(self, index: int) -> bytes:
        with self._turn:
            if index in self._blocks:
                self._blocks.move_to_end(index)
                return self._blocks[index]
            size = min(BLOCK, self._size - index * BLOCK)
            self._came.clear()
            self._ask(index * BLOCK, size)
            self._came.wait()
            block = self._new
            self._broken |= len(block) < size
            self._blocks[index] = block
            if len(self._blocks) > _KEPT:
                self._blocks.popitem(last=False)
            return block
