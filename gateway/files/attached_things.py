"""The things that files are attached to, a line each; their services say who sees them.

A kind joins with a value of `AttachedTo`, a line in `KINDS`, and its readers in the rows
`attachment.read` and `attachment.remove` of the table of permissions. Its routes, rights, limits
and inspection follow; its page shows the list with the macros of `workstation/files.html`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from contracts.appeals.appeal import AppealView
from contracts.appeals.intake import ShowAppeal
from contracts.gateway.words import AttachedTo
from contracts.recruitment.courses import ShowTrainingSession, TrainingSessionView
from contracts.registry import Request
from contracts.volunteers.activities import ActivityView, ShowActivity
from contracts.volunteers.fund import (
    FundApplicationView,
    FundReceiptView,
    ShowFundApplication,
)
from contracts.volunteers.fund_settlement import ShowFundReceipt
from contracts.volunteers.groups import GroupView, ShowGroup
from contracts.volunteers.words import FundReceiptState, FundState
from vocabulary.permissions import Action
from vocabulary.problems import WrongState


@dataclass(frozen=True)
class Standing:
    """What its service told of a thing that the caller sees."""

    area: str
    #: The account that it is assigned to, if it is assigned.
    owner: str | None = None
    #: The team that it belongs to, if it belongs to one.
    team: UUID | None = None
    #: Why nothing is added to it any more; None: files may come.
    refusal: WrongState | None = None
    #: Why its files stay; None: they may be removed.
    stays: WrongState | None = None


@dataclass(frozen=True)
class Kind:
    """A kind of thing: where it lies, how its service shows it, and which rights its files need."""

    of: AttachedTo
    #: Its address at the interface, with its id.
    at: str
    #: Shows it as far as the caller sees it; refused where the caller does not.
    asks: type[Request[Any]]
    stands: Callable[[Any], Standing]
    #: Besides seeing the thing.
    read: Action
    #: Also for removing: all files of the places where it is held, and the caller's own.
    add: Action

    def shown(self, thing_id: UUID) -> Request[Any]:
        """The request that shows one of them."""
        [name] = self.asks.schema().fields
        return self.asks(**{name: thing_id})


def erased() -> WrongState:
    """Nothing is added to an appeal without its person."""
    return WrongState(
        "该诉求的个人信息已删除，不能再添加附件。",
        "The personal data of the appeal was erased, so nothing is added to it any more.",
    )


def _appeal(seen: AppealView) -> Standing:
    refusal = None if seen.erased_at is None else erased()
    return Standing(seen.community, seen.commissioner, refusal=refusal)


def _activity(seen: ActivityView) -> Standing:
    return Standing(seen.community, seen.commissioner, seen.team_id)


def _group(seen: GroupView) -> Standing:
    return Standing(seen.community, seen.commissioner)


def _fund_application(seen: FundApplicationView) -> Standing:
    """What was decided on is not exchanged: files stay once it is submitted."""
    stays = None if seen.state is FundState.DRAFT else submitted()
    return Standing(seen.community, seen.commissioner, stays=stays)


def submitted() -> WrongState:
    """The files of an application that is no draft stay."""
    return WrongState(
        "申请已经提交，附件不能删除，可以继续补充；有误的请工作站退回后修改。",
        "The application is submitted, so its files stay, and more may be added; have the "
        "workstation return it to change them.",
    )


def _fund_receipt(seen: FundReceiptView) -> Standing:
    """The photo is what is checked, then the paper of the booking: neither is exchanged."""
    is_waiting = seen.state is FundReceiptState.HANDED_IN
    refusal = None if is_waiting else decided()
    stays = None if seen.is_open else refusal or handed_in()
    return Standing(seen.community, seen.commissioner, refusal=refusal, stays=stays)


def handed_in() -> WrongState:
    """The files of a receipt that is being checked, or was decided before, stay."""
    return WrongState(
        "票据正在核对或核对过，附件不能删除，可以继续补充；有误的请工作站退回结算。",
        "The receipt is being checked, or was, so its files stay, and more may be added; have the "
        "workstation send the settlement back to change them.",
    )


def decided() -> WrongState:
    """The files of a receipt that is decided stay as they are."""
    return WrongState(
        "票据已经核对，附件不能再添加或删除；有误的请街道办冲正后再补充。",
        "The receipt is decided, so its files stay as they are; have its booking reversed first.",
    )


def _training_session(seen: TrainingSessionView) -> Standing:
    return Standing(seen.area)


KINDS: Mapping[AttachedTo, Kind] = {
    one.of: one
    for one in (
        Kind(
            AttachedTo.APPEAL,
            "appeals/<uuid:appeal_id>",
            ShowAppeal,
            _appeal,
            read=Action.APPEAL_READ,
            add=Action.ATTACHMENT_ADD,
        ),
        Kind(
            AttachedTo.TRAINING_SESSION,
            "training-sessions/<uuid:session_id>",
            ShowTrainingSession,
            _training_session,
            read=Action.TRAINING_READ,
            add=Action.TRAINING_RECORD,
        ),
        Kind(
            AttachedTo.ACTIVITY,
            "activities/<uuid:activity_id>",
            ShowActivity,
            _activity,
            read=Action.ACTIVITY_READ,
            add=Action.ACTIVITY_PLAN,
        ),
        Kind(
            AttachedTo.GROUP,
            "groups/<uuid:group_id>",
            ShowGroup,
            _group,
            read=Action.GROUP_READ,
            add=Action.GROUP_MANAGE,
        ),
        Kind(
            AttachedTo.FUND_APPLICATION,
            "fund/projects/<uuid:project_id>",
            ShowFundApplication,
            _fund_application,
            read=Action.FUND_READ,
            add=Action.FUND_APPLY,
        ),
        Kind(
            AttachedTo.FUND_RECEIPT,
            "fund/receipts/<uuid:receipt_id>",
            ShowFundReceipt,
            _fund_receipt,
            read=Action.FUND_READ,
            add=Action.FUND_APPLY,
        ),
    )
}
