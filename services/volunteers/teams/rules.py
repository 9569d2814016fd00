"""Which post gets a team."""

from __future__ import annotations

from uuid import UUID

from vocabulary.problems import Invalid, WrongState, wrong_field


def no_such_post(post_id: UUID) -> Invalid:
    """The refusal of a post that is not there, is closed, or lies in another community."""
    return wrong_field(
        "post_id",
        "unknown_post",
        zh=f"没有找到已设立的岗位 {post_id}，请核对。",
        en=f"There is no open post {post_id} in your scope; check the id.",
    )


def has_team(name: str) -> WrongState:
    """The refusal of a second team for one post."""
    return WrongState(
        f"该岗位已有团队“{name}”，请直接使用。",
        f"This post has the team “{name}” already; use that one.",
    )
