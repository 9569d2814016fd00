"""Asking a process of its own what a file is.

Decoding a hostile picture may crash, hang or swallow memory. It does so there,
where there is nothing to steal and little to use up, and the gateway's other
requests go on meanwhile.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from contracts.gateway.words import AttachmentKind
from gateway.files.media.kinds import Facts
from runtime import clock, waiting
from runtime.logs import logger
from vocabulary.problems import Invalid, Unavailable, wrong_field

log = logger(__name__)

FIELD = "file"
#: Why a file is not kept, by code.
REFUSALS = {
    "not_accepted": (
        "只接受图片、PDF、音频和视频，文件内容不是其中任何一种。",
        "Only pictures, PDF, audio and video are accepted; this content is none of them.",
    ),
    "disguised": (
        "文件内容与声明的类型不符。",
        "The content does not match its declared type.",
    ),
    "unreadable": (
        "文件已损坏或不完整，请重新选择后再上传。",
        "The file is broken or cut off; choose it again.",
    ),
    "too_many_pixels": (
        "图片超过五千万像素，请缩小后再上传。",
        "The picture has more than fifty million pixels; make it smaller.",
    ),
    "too_demanding": (
        "文件过于复杂，无法检查，请换一个较简单的文件。",
        "The file is too costly to check; send a simpler one.",
    ),
    "encrypted": (
        "PDF 已加密，请取消密码后再上传。",
        "The PDF is encrypted; take the password off.",
    ),
    "infected": (
        "文件中发现病毒。",
        "A virus was found in the file.",
    ),
    "acts": (
        "PDF 含有脚本、动作、表单或附件，请打印为普通 PDF 后再上传。",
        "The PDF holds scripts, actions, forms or files; print it to a plain PDF.",
    ),
}

_SECONDS = 30.0
_AT_ONCE = threading.BoundedSemaphore(2)
_QUEUE_SECONDS = 20.0
_LOOK_SECONDS = 0.01


def inspect(source: Path, target: Path) -> Facts:
    """Find out what the file is, and put the part that may be kept into `target`.

    Raises:
        Invalid: it may not be kept, with one of the codes of `REFUSALS`.
        Unavailable: too many files wait to be read.
    """
    if not _AT_ONCE.acquire(timeout=_QUEUE_SECONDS):
        raise Unavailable(
            "正在处理的文件过多，请稍后再试。",
            "Too many files are being read; try again shortly.",
            retry_after_seconds=10,
        )
    try:
        said = _asked(source, target)
    finally:
        _AT_ONCE.release()
    if "refused" in said:
        raise refusal(said["refused"])
    facts = said["facts"]
    return Facts(**facts | {"kind": AttachmentKind(facts["kind"])})


def refusal(code: str) -> Invalid:
    """Why the file is not kept."""
    zh, en = REFUSALS[code]
    return wrong_field(FIELD, code, zh=zh, en=en)


def _asked(source: Path, target: Path) -> dict[str, Any]:
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complained:
        command = [sys.executable, "-m", "gateway.files.media", str(source), str(target)]
        process = subprocess.Popen(  # noqa: S603 - our own program, with names of our own making
            command,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=complained,
            cwd=source.parent,
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "LC_ALL": "C.UTF-8"},
        )
        status = _ended(process)
        said.seek(0)
        complained.seek(0)
        if status == 0:
            answer: dict[str, Any] = json.loads(said.read())
            return answer
        text = complained.read().decode(errors="replace")
    if status > 0:
        raise RuntimeError(f"the reader of files failed with {status}: {text}")
    log.warning("file_reader_killed", signal=-status)
    return {"refused": "too_demanding"}


def _ended(process: subprocess.Popen[bytes]) -> int:
    """How the process ended; one that takes too long is ended."""
    until = clock.monotonic() + _SECONDS
    while (status := process.poll()) is None:
        if clock.monotonic() > until:
            process.kill()
            process.wait()
            return -9
        waiting.pause(_LOOK_SECONDS)
    return status
