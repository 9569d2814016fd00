"""Where a case (案例) can go: nobody reads it without its speaker's consent. R47.

The speaker agrees to the words as they stand, and the committee approves what was agreed to.

    edit      draft stays; approved → draft  case.write
    consent   draft, approved stay           case.consent
    approve   draft → approved               case.approve
    withdraw  draft, approved → withdrawn    case.consent
"""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from contracts.incentives.words import CaseState as S
from contracts.incentives.words import MeetingState
from services.incentives.meetings.rules import HELD
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden, WrongState, wrong_field
from vocabulary.state_table import Row, StateTable


class Deed(StrEnum):
    """What can be done with a case."""

    EDIT = "edit"
    CONSENT = "consent"
    APPROVE = "approve"
    WITHDRAW = "withdraw"


TABLE: StateTable[S, Deed] = StateTable(
    thing=("案例“{}”", "Case “{}”"),
    states={
        S.DRAFT: ("尚未审定", "is a draft"),
        S.APPROVED: ("已审定", "is approved"),
        S.WITHDRAWN: ("已由讲述人撤回", "was withdrawn by its speaker"),
    },
    deeds={
        Deed.EDIT: Row(
            "修改",
            "change it",
            "edited",
            {S.DRAFT: S.DRAFT, S.APPROVED: S.DRAFT},
            Action.CASE_WRITE,
            "text",
        ),
        Deed.CONSENT: Row(
            "同意",
            "agree to it",
            "consented",
            {S.DRAFT: S.DRAFT, S.APPROVED: S.APPROVED},
            Action.CASE_CONSENT,
            "consent",
        ),
        Deed.APPROVE: Row(
            "审定", "approve it", "approved", {S.DRAFT: S.APPROVED}, Action.CASE_APPROVE, "approval"
        ),
        Deed.WITHDRAW: Row(
            "撤回同意",
            "withdraw the consent",
            "withdrawn",
            {S.DRAFT: S.WITHDRAWN, S.APPROVED: S.WITHDRAWN},
            Action.CASE_CONSENT,
            "withdrawal",
            is_advised=False,
        ),
    },
)


def check_told(theme: str, state: MeetingState, speaker: UUID | None) -> UUID:
    """The speaker of a point that was told at a meeting; only they can agree to a case.

    Raises:
        WrongState: the meeting was not held, or the committee spoke.
    """
    if state not in HELD:
        raise WrongState(
            f"经验分享会“{theme}”还没有召开，讲过以后才能编成案例。",
            f"Sharing meeting “{theme}” was not held; write cases of what was told there.",
        )
    if speaker is None:
        raise WrongState(
            "这个议题没有专员作为讲述人，无法取得本人同意，不能编成案例。",
            "No commissioner told this point, so nobody could agree to a case of it.",
        )
    return speaker


def check_first(*, has_case: bool) -> None:
    """Let one case be written of a point.

    Raises:
        WrongState: there is one.
    """
    if has_case:
        raise WrongState(
            "这个议题已经编成案例，请修改原来的案例。",
            "There is a case of this point; change that one.",
        )


def check_consented(title: str, *, has_consent: bool) -> None:
    """Let only a case be approved to which its speaker agreed as it stands.

    Raises:
        WrongState: they have not, or it was changed since.
    """
    if not has_consent:
        raise WrongState(
            f"案例“{title}”还没有讲述人的同意，或同意以后又改过；请先由本人同意。",
            f"The speaker of “{title}” has not agreed to it as it stands; let them agree first.",
        )


def check_not_own(*, is_own: bool) -> None:
    """Keep speakers from approving their own case.

    Raises:
        Forbidden: it is the actor's.
    """
    if is_own:
        raise Forbidden(
            "案例是您本人讲的，请由综合党委其他人审定。",
            "The case is yours; let somebody else of the committee approve it.",
        )


def check_paper(note: str | None, *, is_own: bool) -> None:
    """Let a clerk write down what a speaker signed, and where the paper lies.

    Raises:
        Invalid: a clerk says nothing of it.
    """
    if not is_own and note is None:
        raise wrong_field(
            "note",
            "paper_missing",
            zh="代本人登记时，请写明本人签字的纸质材料存放在哪里。",
            en="You are not the speaker: say where the paper lies that the speaker signed.",
        )
