"""Which documents a group has: each title once, and its versions in the order of their days."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from vocabulary.problems import NotFound, wrong_field


def check_title(title: str, *, is_known: bool) -> None:
    """A group has one document of each title.

    Raises:
        Invalid: names `title`.
    """
    if is_known:
        raise wrong_field(
            "title",
            "known_already",
            zh=f"该队伍已有“{title}”，请登记它的新版本。",
            en=f"The group has “{title}” already; write down a new version of it.",
        )


def check_follows(day: dt.date, *, adopted_on: dt.date) -> None:
    """A version is not older than the one before.

    Raises:
        Invalid: names `adopted_on`.
    """
    if day < adopted_on:
        raise wrong_field(
            "adopted_on",
            "before_the_last_version",
            zh=f"{day} 早于上一版的通过日期 {adopted_on}，请核对。",
            en=f"{day} is before the last version of {adopted_on}; check the day.",
        )


def no_such_document(document_id: UUID) -> NotFound:
    """The refusal of a document that the group does not have."""
    return NotFound(
        f"该队伍没有文件 {document_id}，请核对。",
        f"The group has no document {document_id}; check the id.",
    )
