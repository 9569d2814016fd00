"""Rights to see full details, to search people, and to see the viewings.

Applicants are seen by those who screen, candidates and commissioners by those who prepare
appointments, and objectors by the party committee that answers. Overseen by: the street, never the
viewers. Searched by: the viewers only, because others must not find a name by trying.
"""

from __future__ import annotations

from vocabulary.actors import Actor
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, WrongState


def check_may_see(actor: Actor, *, community: str, number: str) -> None:
    """Let those pass who screen.

    Raises:
        Forbidden: the contact is not theirs to see.
    """
    if not may(actor, Action.APPLICATION_DISCLOSE, area=community):
        raise Forbidden(
            f"只有报名{number}所在社区的工作站人员和综合党委可以查看报名人的完整信息。",
            "Only the workstation and the party committee of its community may see the full "
            f"details of application {number}.",
        )


def check_something_left(*, erased: bool, number: str) -> None:
    """Check that it was not erased.

    Raises:
        WrongState: the person is gone.
    """
    if erased:
        raise WrongState(
            f"报名{number}的个人信息已删除。",
            f"The personal data of application {number} was erased, so there is nothing to see.",
        )


def check_may_oversee(actor: Actor, *, community: str) -> None:
    """Let those pass who answer for the recruitment in this community.

    Raises:
        Forbidden: the actor does not.
    """
    if not may(actor, Action.APPLICATION_DISCLOSURE_READ, area=community):
        raise Forbidden(
            "只有街道和管理员可以查看这份记录。",
            "Only the street and administrators may see who saw an applicant's full details.",
        )


def check_may_see_appointee(*, allowed: bool) -> None:
    """Let those pass who prepare appointments; `allowed`: by the table.

    Raises:
        Forbidden: the contact is not theirs to see.
    """
    if not allowed:
        raise Forbidden(
            "只有本社区工作站人员和综合党委可以查看聘任人选的完整联系方式。",
            "Only the workstation and the party committee of the community may see the full "
            "contact of a candidate or commissioner.",
        )


def check_may_see_objector(*, allowed: bool) -> None:
    """Let those pass who answer objections; `allowed`: by the table, and of just this community.

    Raises:
        Forbidden: the contact is not theirs to see.
    """
    if not allowed:
        raise Forbidden(
            "只有答复异议的本社区综合党委可以查看提出异议者的联系方式。",
            "Only the community's own party committee, which answers objections, may see the "
            "contact of an objector.",
        )


def check_appointee_left(*, erased: bool) -> None:
    """Check that it was not erased.

    Raises:
        WrongState: the person is gone.
    """
    if erased:
        raise WrongState(
            "该聘任的个人信息已删除。",
            "The personal data of this appointment was erased, so there is nothing to see.",
        )


def check_contact_left(contact: str | None) -> str:
    """The contact, where there is one.

    Raises:
        WrongState: none was left, or it was erased.
    """
    if contact is None:
        raise WrongState(
            "提出异议时没有留下联系方式，或已删除。",
            "No contact was left with this objection, or it was erased.",
        )
    return contact


def check_may_oversee_appointment(*, allowed: bool) -> None:
    """Let those pass who oversee appointments, and the person; `allowed`: by the table.

    Raises:
        Forbidden: the actor is neither.
    """
    if not allowed:
        raise Forbidden(
            "只有街道、管理员和本人可以查看这份记录。",
            "Only the street, administrators and the person may see who saw the contact.",
        )
