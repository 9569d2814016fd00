"""Where an appointment can go, and who may take it there. R10 to R17.

    open_notice      proposed → in_notice                                                     appointment.prepare
    object           in_notice stays                                                          appointment.prepare
    answer           in_notice stays                                                          appointment.decide
    approve          in_notice → pending                                                      appointment.decide
    refuse           in_notice → refused                                                      appointment.decide
    mark_part        pending stays                                                            appointment.prepare
    begin            pending → in_office                                                      -
    evaluate         in_office, ended stay                                                    appointment.decide
    leave            in_office → ended; ended stays                                           appointment.prepare
    dismiss          in_office → ended; ended stays                                           appointment.decide
    expire           in_office → ended                                                        -
    supersede        in_office → ended; ended stays                                           -
    withdraw         proposed, in_notice, pending → withdrawn                                 appointment.prepare
    name_account     proposed, in_notice, pending, in_office stay                             appointment.prepare
    correct_account  in_office stays                                                          appointment.decide
    certify          pending stays                                                            certificate.manage
    disclose         proposed, in_notice, pending, in_office, ended, refused, withdrawn stay  appointment.disclose
    erase            ended, refused, withdrawn stay                                           appointment.erase

The account of the person (`name_account`) is named until the end, and changes no state.

A proposal that is not decided is withdrawn with the application that it came from, see
`withdrawals`. A renewal (续聘) that is not in office yet is withdrawn if its term ends by leaving or
dismissal. Objections are taken only on the days of the notice.

Late: the clock ends a term whose last day has passed; paper may say afterwards that
it had ended before that day. An appointment that ended in another way stays as it is.

The clock does the rest: `begin` takes a pending appointment into office when its first day has
come, `expire` ends it at 24:00 of its last day, `supersede` ends an interim holder on the day
before a resident's first day.

vocabulary/permitted/recruitment.py says who may do what. These rules add what it cannot say: only
the composite party committee of the community itself decides, answers objections, evaluates and
removes, and takes back its decisions (R10); its members never do so for themselves or where they
abstained; a decision comes only after the notice is over and every objection is answered; and an
office begins only with the four unified parts (R14).

The term (聘期) lasts full months: it ends on the day before the one that corresponds to its first
day, or with the month's last day where there is none (Civil Code art. 202), at 24:00 in Shanghai
(art. 203). A year from 2026-12-05 ends on 2027-12-04. Art. 201 leaves out the day on which
something happens from which a period runs; the first day of a term is a day in office, so here it
counts. Art. 203 moves a deadline off a holiday so that people can still act; nobody has to act on
the last day of a term, so here it is not moved (art. 204 leaves that to the measures), and the date
printed on the certificate stays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from enum import StrEnum
from uuid import UUID

from contracts.recruitment.words import AppointmentState as S
from contracts.recruitment.words import EndReason
from vocabulary.actors import Actor, Role
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden, WrongState
from vocabulary.state_table import Row, StateTable


class Deed(StrEnum):
    """The deeds possible with an appointment."""

    OPEN_NOTICE = "open_notice"  # 公示
    OBJECT = "object"  # 提出异议
    ANSWER = "answer"  # 答复异议
    APPROVE = "approve"  # 决定聘任
    REFUSE = "refuse"  # 决定不聘任
    MARK_PART = "mark_part"  # 登记“四个统一”
    BEGIN = "begin"  # 到任
    EVALUATE = "evaluate"  # 年度评价
    LEAVE = "leave"  # 离任
    DISMISS = "dismiss"  # 解聘
    EXPIRE = "expire"  # 届满
    SUPERSEDE = "supersede"  # 过渡结束
    WITHDRAW = "withdraw"  # 撤回
    NAME_ACCOUNT = "name_account"  # 填写账号
    CORRECT_ACCOUNT = "correct_account"  # 更正账号
    CERTIFY = "certify"  # 颁发证书
    DISCLOSE = "disclose"  # 查看完整电话
    ERASE = "erase"  # 删除个人信息


_PREPARE, _DECIDE = Action.APPOINTMENT_PREPARE, Action.APPOINTMENT_DECIDE
TABLE = StateTable(
    thing=("该聘任", "The appointment"),
    states={
        S.PROPOSED: ("已提名", "is proposed"),
        S.IN_NOTICE: ("公示中", "is in public notice"),
        S.PENDING: (
            "已决定聘任，待“四个统一”",
            "is decided, and waits for the four unified parts",
        ),
        S.IN_OFFICE: ("在聘", "is in office"),
        S.ENDED: ("已终止", "has ended"),
        S.REFUSED: ("未通过", "is refused"),
        S.WITHDRAWN: ("已撤回", "is withdrawn"),
    },
    deeds={
        Deed.OPEN_NOTICE: Row(
            "公示",
            "put it into public notice",
            "notice_opened",
            {S.PROPOSED: S.IN_NOTICE},
            _PREPARE,
            "notice",
        ),
        Deed.OBJECT: Row(
            "提出异议",
            "object to it",
            "objected",
            {S.IN_NOTICE: S.IN_NOTICE},
            _PREPARE,
            "objections",
        ),
        Deed.ANSWER: Row(
            "答复异议",
            "answer objections to it",
            "objection_answered",
            {S.IN_NOTICE: S.IN_NOTICE},
            _DECIDE,
            "answer",
        ),
        Deed.APPROVE: Row(
            "决定聘任",
            "approve it",
            "approved",
            {S.IN_NOTICE: S.PENDING},  # R10
            _DECIDE,
            "decision",
        ),
        Deed.REFUSE: Row(
            "决定不聘任",
            "refuse it",
            "refused",
            {S.IN_NOTICE: S.REFUSED},
            _DECIDE,
            "decision",
        ),
        Deed.MARK_PART: Row(
            "登记“四个统一”",
            "mark its unified parts",
            "part_marked",
            {S.PENDING: S.PENDING},
            _PREPARE,
            "ceremony",
        ),
        Deed.BEGIN: Row("到任", "begin it", "began", {S.PENDING: S.IN_OFFICE}),  # R14
        Deed.EVALUATE: Row(
            "年度评价",
            "evaluate it",
            "evaluated",
            # The year may be judged after its last day.
            {S.IN_OFFICE: S.IN_OFFICE, S.ENDED: S.ENDED},
            _DECIDE,
            "evaluation",
        ),
        # From `ended`: paper that comes late, the clock had taken it for expired.
        Deed.LEAVE: Row(
            "离任",
            "end it",
            "left",
            {S.IN_OFFICE: S.ENDED, S.ENDED: S.ENDED},
            _PREPARE,
            "ending",
        ),
        Deed.DISMISS: Row(
            "解聘",
            "end it by a dismissal",
            "dismissed",
            {S.IN_OFFICE: S.ENDED, S.ENDED: S.ENDED},
            _DECIDE,
            "dismissal",
        ),
        Deed.EXPIRE: Row("届满", "let it expire", "expired", {S.IN_OFFICE: S.ENDED}),  # R11
        Deed.SUPERSEDE: Row(
            "结束过渡",
            "let it give way to a resident",
            "superseded",
            {S.IN_OFFICE: S.ENDED, S.ENDED: S.ENDED},  # R17
        ),
        Deed.WITHDRAW: Row(
            "撤回",
            "withdraw it",
            "withdrawn",
            dict.fromkeys((S.PROPOSED, S.IN_NOTICE, S.PENDING), S.WITHDRAWN),
            _PREPARE,
            "withdrawal",
        ),
        Deed.NAME_ACCOUNT: Row(
            "填写账号",
            "name the account of its person",
            "account_named",
            {one: one for one in (S.PROPOSED, S.IN_NOTICE, S.PENDING, S.IN_OFFICE)},
            _PREPARE,
            "account",
        ),
        # It takes an office from one account and gives it to another.
        Deed.CORRECT_ACCOUNT: Row(
            "更正账号",
            "correct the account of its person",
            "account_named",
            {S.IN_OFFICE: S.IN_OFFICE},
            _DECIDE,
            "account",
        ),
        # Refusals never suggest these deeds.
        Deed.CERTIFY: Row(
            "颁发证书",
            "issue its certificate",
            "part_marked",
            {S.PENDING: S.PENDING},
            Action.CERTIFICATE_MANAGE,
            "certificates",
            is_advised=False,
        ),
        Deed.DISCLOSE: Row(
            "查看完整电话",
            "see the person's full phone number",
            "disclosed",
            {state: state for state in S},
            Action.APPOINTMENT_DISCLOSE,
            "disclosures",
            is_advised=False,
        ),
        Deed.ERASE: Row(
            "删除个人信息",
            "erase its personal data",
            "erased",
            {state: state for state in (S.ENDED, S.REFUSED, S.WITHDRAWN)},
            Action.APPOINTMENT_ERASE,
            "erasure",
            is_advised=False,
        ),
    },
)


def check_may(
    actor: Actor,
    deed: Deed,
    *,
    state: S,
    community: str,
    allowed: bool,
    has_conflict_of_interest: bool = False,
) -> None:
    """Check that the actor may do it, and that the state allows it; `allowed`: by the table.

    `has_conflict_of_interest`: whether it concerns the actor, see `check_is_impartial`.

    Raises:
        Forbidden: the actor may not do it.
        WrongState: not in this state.
    """
    if _is_for_committee(deed, state):
        check_is_committee(actor, community)
        check_is_impartial(has_conflict_of_interest=has_conflict_of_interest)
    elif not allowed:
        raise Forbidden(
            f"您不能进行“{TABLE.deeds[deed].zh}”，只有本社区工作站和综合党委可以。",
            "You may not do this; only the community's workstation and its party committee may.",
        )
    TABLE.follows("", state, deed)


def check_is_committee(actor: Actor, community: str) -> None:
    """Only the composite party committee of the community itself. R10: not the street, not the station.

    Raises:
        Forbidden: the actor is not of that committee.
    """
    if not is_committee(actor, community):
        raise Forbidden(
            "只有本社区综合党委可以决定聘任、撤回其决定、答复异议、评价和解聘专员，"
            "以及更正在聘专员的账号。",
            "Only the community's own composite party committee appoints, takes its decision "
            "back, answers objections, evaluates and removes a commissioner, and corrects the "
            "account of one in office.",
        )


def check_is_impartial(*, has_conflict_of_interest: bool) -> None:
    """Refuse judging oneself, or a person one abstained from (回避).

    `has_conflict_of_interest`: the actor is the person, or abstained in the screening of the application.

    Raises:
        Forbidden: another member of the committee must do it.
    """
    if has_conflict_of_interest:
        raise Forbidden(
            "该人选是您本人，或您在筛选时已回避，请由综合党委其他成员办理。",
            "You are this person yourself, or abstained when the application was screened; "
            "another member of the party committee must do it.",
        )


def is_committee(actor: Actor, community: str) -> bool:
    """Whether the actor sits in the party committee of just this community."""
    return any(
        grant.role is Role.PARTY_COMMITTEE and grant.area == community for grant in actor.grants
    )


def deed_of_naming(state: S, *, has_account: bool) -> Deed:
    """The deed of naming the account: once the person is in office, a correction."""
    is_corrected = is_correction(state, has_account=has_account)
    return Deed.CORRECT_ACCOUNT if is_corrected else Deed.NAME_ACCOUNT


def is_correction(state: S, *, has_account: bool) -> bool:
    """Whether another account would take an office from one that has it."""
    return has_account and state is S.IN_OFFICE


def check_account(account: UUID, *, actor: Actor, named: UUID | None) -> None:
    """Refuse the actor's own account, and one that was named already (`named`).

    Raises:
        Forbidden: it is the actor's own.
        WrongState: this account was named already.
    """
    if str(account) == actor.account:
        raise Forbidden(
            "不能填写本人的账号，请由其他工作人员填写。",
            "You cannot name your own account. Ask a colleague to do it.",
        )
    if account == named:
        raise WrongState("该账号已填写。", "This account was named already.")


def required(day: dt.date | None) -> dt.date:
    """A day that the state of its appointment says is there."""
    if day is None:
        message = "a bug: the state promises this day"
        raise ValueError(message)
    return day


def possible(
    actor: Actor,
    *,
    state: S,
    community: str,
    deeds: Collection[Deed],
    held: Collection[Deed] = (),
    has_conflict_of_interest: bool = False,
    has_account: bool = False,
) -> list[str]:
    """What the actor can do now, by address.

    `deeds`: what the table of permissions allows here. `held`: see `held`.
    """
    decides = is_committee(actor, community) and not has_conflict_of_interest
    naming = deed_of_naming(state, has_account=has_account)
    theirs = [
        deed
        for deed in TABLE.possible(state, deeds)
        if (deed is naming or deed not in {Deed.NAME_ACCOUNT, Deed.CORRECT_ACCOUNT})
        and (not _is_for_committee(deed, state) or decides)
    ]
    return TABLE.offered(state, theirs, held=held)


def held(
    *,
    today: dt.date,
    notice_to: dt.date | None,
    has_open_objections: bool,
    are_workdays_known: bool,
    is_certified: bool,
    end_reason: EndReason | None,
    is_erased: bool,
) -> set[Deed]:
    """The deeds that the facts forbid now.

    `are_workdays_known`: whether a notice that begins today can be counted.
    """
    is_notice_over = notice_to is not None and today > notice_to
    hindrances: list[tuple[bool, set[Deed]]] = [
        (not are_workdays_known, {Deed.OPEN_NOTICE}),
        (not has_open_objections, {Deed.ANSWER}),
        (not is_notice_over or has_open_objections, {Deed.APPROVE, Deed.REFUSE}),
        (is_certified, {Deed.CERTIFY}),
        # Paper may still say that what the clock ended had ended before.
        (end_reason not in {None, EndReason.TERM_OVER}, {Deed.LEAVE, Deed.DISMISS}),
        (is_erased, {Deed.DISCLOSE, Deed.ERASE}),
    ]
    return {deed for applies, deeds in hindrances if applies for deed in deeds}


def _is_for_committee(deed: Deed, state: S) -> bool:
    """Only the committee takes back its own decisions."""
    return TABLE.action(deed) is Action.APPOINTMENT_DECIDE or (
        deed is Deed.WITHDRAW and state is S.PENDING
    )
