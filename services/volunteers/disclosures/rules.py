"""Rights to see a volunteer's contact, and the viewings of it.

Seen by: the workstation of the community, and the commissioner of the person's team where the
person agreed. Found by name or phone: by the workstation alone, because others must not find a name
by trying. Overseen by: the street, never the viewers.
"""

from __future__ import annotations

from vocabulary.problems import Forbidden, WrongState


def check_may_see(*, allowed: bool, number: str) -> None:
    """Let those pass who need to call the person.

    Raises:
        Forbidden: the contact is not theirs to see.
    """
    if not allowed:
        raise Forbidden(
            f"只有工作站可以查看义工{number}的完整联系方式；团队专员须本人同意由专员联系"
            "（请工作站登记同意），或本人通过团队的邀请链接报名。",
            f"Only the workstation may see the full contact of volunteer {number}; a commissioner "
            "may for people of their team who agreed to be called, which the workstation records, "
            "or who came by a link of the team.",
        )


def check_something_left(*, erased: bool, number: str) -> None:
    """Check that it was not erased.

    Raises:
        WrongState: the person is gone.
    """
    if erased:
        raise WrongState(
            f"义工{number}的个人信息已删除。",
            f"The personal data of volunteer {number} was erased, so there is nothing to see.",
        )


def check_may_oversee(*, allowed: bool) -> None:
    """Let those pass who answer for the volunteers of a community; `allowed`: by the table.

    Raises:
        Forbidden: the actor does not.
    """
    if not allowed:
        raise Forbidden(
            "只有街道和管理员可以查看这份记录。",
            "Only the street and administrators may see who saw a volunteer's contact.",
        )
