"""Printing of a command on any terminal, without failing after the deed.

A terminal in GBK has no ✓, a disk may be full, and the reader of a pipe may go away.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from collections.abc import Iterator
from typing import NoReturn

import click

_FULL = "磁盘已满 the disk is full"
_UNWRITABLE = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EPIPE: "读取方已关闭 its reader has gone",
    errno.EIO: "写入出错 the device has failed",
}


@contextlib.contextmanager
def to_any_terminal() -> Iterator[None]:
    """Inside it what a terminal cannot show is replaced; output that fails is told in one line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        try:
            yield
        finally:
            # Here and not at the interpreter's end, which can only show a traceback.
            sys.stdout.flush()
    except OSError as failure:
        if failure.errno not in _UNWRITABLE or failure.filename is not None:
            raise
        _give_up(_UNWRITABLE[failure.errno])


def _give_up(why: str) -> NoReturn:
    # Text waiting to be written would fail again.
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    with contextlib.suppress(OSError):
        click.echo(
            f"输出未能写完：{why}；已经做了的仍然有效。"
            "The output is not whole; what the command did stands.",
            err=True,
        )
    sys.exit(1)
