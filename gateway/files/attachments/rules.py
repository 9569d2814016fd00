"""How many, how large, under which name, and who may remove one.

whose           at most                                  may remove it
the resident's  12 an appeal and 120 MB, removed ones    the resident; the workstation
                included
an account's    100 a thing                              that account; who adds to all things there
"""

from __future__ import annotations

import re
import unicodedata

from vocabulary.actors import Actor
from vocabulary.counted import counted
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, WrongState
from vocabulary.texts import clean, line

RESIDENT_MOST = 12
RESIDENT_MOST_BYTES = 120 * 1024**2
ACCOUNTS_MOST = 100
NAME_LONGEST = 120
_MEGABYTE = 1024**2

#: Characters that some system reads as part of a path, or that hide what follows.
_UNSAFE = re.compile(r'[\\/:*?"<>|;%]')


def check_room(*, by_resident: bool, count: int, size_bytes: int) -> None:
    """Check that one more may come where there are so many of the same side.

    Raises:
        WrongState: there are too many, or they are too large together.
    """
    most = RESIDENT_MOST if by_resident else ACCOUNTS_MOST
    if has_room(by_resident=by_resident, count=count, size_bytes=size_bytes):
        return
    if count >= most:
        raise WrongState(
            f"这里已有 {count} 个附件，最多 {most} 个。",
            f"There are {counted(count, 'attachment', 'attachments')} here already; {most} is the most.",
        )
    megabytes = RESIDENT_MOST_BYTES // _MEGABYTE
    raise WrongState(
        f"这里的附件合计超过 {megabytes} MB，不能再添加。",
        f"The attachments here together exceed {megabytes} MB.",
    )


def has_room(*, by_resident: bool, count: int, size_bytes: int) -> bool:
    """Whether one more may come, as far as is known before its size is."""
    most = RESIDENT_MOST if by_resident else ACCOUNTS_MOST
    return count < most and not (by_resident and size_bytes > RESIDENT_MOST_BYTES)


def may_remove(actor: Actor, adds: Action, *, uploaded_by: str | None, area: str | None) -> bool:
    """Whether the actor sent it, or may add to all things of its kind there."""
    if actor.is_anonymous and uploaded_by is None:
        return True
    return may(actor, adds, area=area, owner=uploaded_by)


def check_may_remove(
    actor: Actor, adds: Action, *, uploaded_by: str | None, area: str | None
) -> None:
    """Let the sender pass, and those who may add to all things of its kind there.

    A resident without an account shows the tracking code, which is checked before.

    Raises:
        Forbidden: the actor is neither.
    """
    if may_remove(actor, adds, uploaded_by=uploaded_by, area=area):
        return
    raise Forbidden(
        "只有上传者或管理该事项的人员可以删除附件。",
        "Only the sender of an attachment, or those in charge of its thing, may remove it.",
    )


def safe_name(given: str | None, *, ending: str, kind: str) -> str:
    """The name for the list and for downloads: no path, no control letters, the true ending."""
    text = unicodedata.normalize("NFC", given or "").replace("\\", "/").rsplit("/", 1)[-1]
    visible = line(clean(text))
    stem = _UNSAFE.sub("_", visible.rpartition(".")[0] or visible).strip(" .")
    return f"{stem[: NAME_LONGEST - 8].rstrip(' .') or kind}.{ending}"
