"""Rights to see full contacts, to search by them, and to see their viewings.

Seen by: the workstation of the appeal's community and the assignee, who must call back. Overseen
by: those responsible for the handling, never the viewers. Searched by: the viewers only, because
others must not find out the owner of a phone by trying.
"""

from __future__ import annotations

from dataclasses import dataclass

from vocabulary.actors import Actor
from vocabulary.human_numbers import number_in
from vocabulary.permissions import Action, may
from vocabulary.phones import is_phone, same_phone
from vocabulary.problems import Forbidden, WrongState, wrong_field
from vocabulary.tracking import code_in


@dataclass(frozen=True)
class Quoted:
    """A resident's quotation, read in each possible way; None where it cannot be meant."""

    number: str | None
    code: str | None
    phone: str | None


def quoted(text: str) -> Quoted:
    """A number, a tracking code or a phone: some texts can be more than one of them.

    Raises:
        Invalid: it can be none of them.
    """
    meant = Quoted(number_in(text), code_in(text), text if is_phone(text) else None)
    if meant == Quoted(None, None, None):
        raise wrong_field(
            "quoted",
            "not_recognised",
            zh=f"“{text}” 不是诉求编号、查询码或电话；请完整填写其中一项，如〔2013〕17。",
            en=f"“{text}” is not an appeal number, a tracking code or a phone; give one of "
            "them in full, such as 〔2013〕17.",
        )
    return meant


def found_by(meant: Quoted, *, number: str, phone: str | None) -> str:
    """The field by which an appeal with this number and phone was found."""
    if number == meant.number:
        return "number"
    has_phone = phone and meant.phone and same_phone(phone) == same_phone(meant.phone)
    return "contact_phone" if has_phone else "tracking_code"


def check_may_see(actor: Actor, *, community: str, commissioner: str | None, number: str) -> None:
    """Let those pass who must call back.

    Raises:
        Forbidden: the contact is not theirs to see.
    """
    if not may(actor, Action.CONTACT_DISCLOSE, area=community, owner=commissioner):
        raise Forbidden(
            f"只有诉求{number}所在社区的工作站人员和承办专员可以查看联系方式。",
            f"Only the workstation of its community and the commissioner it is assigned to may "
            f"see the contact of appeal {number}.",
        )


def check_something_left(*, erased: bool, number: str) -> None:
    """Check that it was not erased.

    Raises:
        WrongState: contact and text are gone.
    """
    if erased:
        raise WrongState(
            f"诉求{number}的个人信息已删除。",
            f"The personal data of appeal {number} was erased, so there is nothing to see.",
        )


def check_may_oversee(actor: Actor, *, community: str, commissioner: str | None) -> None:
    """Let those pass who answer for the handling in this community.

    Raises:
        Forbidden: the actor does not.
    """
    if not may(actor, Action.DISCLOSURE_READ, area=community, owner=commissioner):
        raise Forbidden(
            "只有社区综合党委、街道和管理员可以查看这份记录。",
            "Only the party committee, the street and administrators may see who saw a contact.",
        )
