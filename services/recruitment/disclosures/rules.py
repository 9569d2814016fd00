"""Who may see an applicant whole, for what reason, and who may see that it was seen.

Seen by: those who screen. Overseen by: the street, and not by who sees.
"""

from __future__ import annotations

from vocabulary.actors import Actor
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, WrongState, wrong_field

OTHER = "other"


def check_reason(reason: str, words: str | None) -> None:
    """Let a reason pass that somebody else understands.

    Raises:
        Invalid: `other` without words.
    """
    if reason == OTHER and not (words or "").strip():
        raise wrong_field(
            "words",
            "words_missing",
            zh="选择“其他”时必须说明原因。",
            en="The reason `other` needs words that say why.",
        )


def check_may_see(actor: Actor, *, community: str, number: str) -> None:
    """Let those pass who screen.

    Raises:
        Forbidden: the contact is not theirs to see.
    """
    if not may(actor, Action.APPLICATION_DISCLOSE, area=community):
        raise Forbidden(
            f"只有报名{number}所在社区的工作站人员和综合党委可以查看报名人的完整信息。",
            f"Only the workstation and the party committee of its community may see the person "
            f"of application {number} whole.",
        )


def check_something_left(*, erased: bool, number: str) -> None:
    """Let pass what was not erased.

    Raises:
        WrongState: the person is gone.
    """
    if erased:
        raise WrongState(
            f"报名{number}的个人信息已删除。",
            f"The personal data of application {number} was erased; nothing is left to see.",
        )


def check_may_oversee(actor: Actor, *, community: str) -> None:
    """Let those pass who answer for the recruitment in this community.

    Raises:
        Forbidden: the actor does not.
    """
    if not may(actor, Action.APPLICATION_DISCLOSURE_READ, area=community):
        raise Forbidden(
            "只有街道和管理员可以查看这份记录。",
            "Only the street and administrators see who saw an applicant whole.",
        )
