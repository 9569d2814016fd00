"""Which post gets a team."""

from __future__ import annotations

from uuid import UUID

from vocabulary.problems import Forbidden, Invalid, WrongState, wrong_field


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


def not_led(community: str) -> Forbidden:
    """The refusal to those who do not lead a team."""
    return Forbidden(
        f"您不能管理社区 {community} 的这个团队的成员，请联系团队专员、工作站或社区综合党委。",
        f"You do not lead this team of community {community}; ask its commissioner, the "
        "workstation or the party committee.",
    )


def not_managed(community: str) -> Forbidden:
    """The refusal to those who neither found nor class teams."""
    return Forbidden(
        f"您不能管理社区 {community} 的团队，请联系社区综合党委或工作站。",
        f"You may not manage teams of community {community}; ask its party committee or "
        "workstation.",
    )
