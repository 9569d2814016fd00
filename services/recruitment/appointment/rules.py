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

A proposal that nobody has decided on goes with the application that it came from, see
`withdrawals`. What goes on with a term (续聘) and is not in office yet goes with it, if
it ends by leaving or dismissal. Objections are taken on the days of the notice alone.

Late: the clock ends a term whose last day has passed; paper may say afterwards that
it had ended before that day. What ended in another way stays as it is.

The clock does the rest: `begin` takes what is pending into office when its first
day has come, `expire` ends it at 24:00 of its last day, `supersede` ends an interim
holder on the day before a resident's first day.

Who may stands in vocabulary/permitted/recruitment.py. What it cannot say stands here: only the
composite party committee of the community itself decides, answers objections,
evaluates and removes, and takes back what it has decided (R10), and nobody of it does so
for themselves or where they abstained; nothing is decided before the notice is over and
every objection is answered; nobody is in office without the four unified parts (R14).

The term (聘期) holds its months whole: it ends on the day before the one that corresponds
to its first day, or with the month's last day where there is none (Civil Code art. 202), at
24:00 in Shanghai (art. 203). A year from 2026-12-05 ends on 2027-12-04. Art. 201 leaves out
the day on which something happens from which a period runs; the first day of a term is a day
in office, so here it counts. Art. 203 moves a deadline off a holiday so that people can still
act; nobody has to act on the last day of a term, so here it is not moved (art. 204 leaves
that to the measures), and the date printed on the certificate stays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from enum import StrEnum
from uuid import UUID

from contracts.recruitment.words import AppointmentState as S
from contracts.recruitment.words import EndReason, Part
from contracts.words import names_of
from vocabulary.actors import Actor, Role
from vocabulary.periods import day_of, months_after
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden, WrongState, wrong_field
from vocabulary.state_table import Row, StateTable

#: What a clerk may state of the four unified parts (R14). The others follow from the thing
#: itself: a certificate that is issued, an entry in the handbook, a channel that is made public.
STATED_PARTS = frozenset({Part.CEREMONY})
_DAY = dt.timedelta(days=1)


class Deed(StrEnum):
    """What can be done with an appointment."""

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
        # Nobody is advised to do these instead of something else.
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
            "see the person's phone whole",
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
    actor: Actor, deed: Deed, *, state: S, community: str, allowed: bool, is_partial: bool = False
) -> None:
    """Let pass what the actor may do, and what the state allows; `allowed`: by the table.

    `is_partial`: whether it concerns the actor, see `check_is_impartial`.

    Raises:
        Forbidden: it is for others to do.
        WrongState: not in this state.
    """
    if _is_for_committee(deed, state):
        check_is_committee(actor, community)
        check_is_impartial(is_partial=is_partial)
    elif not allowed:
        raise Forbidden(
            f"您不能进行“{TABLE.deeds[deed].zh}”，只有本社区工作站和综合党委可以。",
            "You may not do this; only the community's workstation and its party committee may.",
        )
    TABLE.follows("", state, deed)


def check_is_committee(actor: Actor, community: str) -> None:
    """Only the composite party committee of the community itself. R10: not the street, not the station.

    Raises:
        Forbidden: it is somebody else.
    """
    if not is_committee(actor, community):
        raise Forbidden(
            "只有本社区综合党委可以决定聘任、撤回其决定、答复异议、评价和解聘专员，"
            "以及更正在聘专员的账号。",
            "Only the community's own composite party committee appoints, takes its decision "
            "back, answers objections, evaluates and removes a commissioner, and corrects the "
            "account of one in office.",
        )


def check_is_impartial(*, is_partial: bool) -> None:
    """Nobody sits in judgement on themselves, nor on whom they kept out of (回避).

    `is_partial`: the actor is the person, or abstained in the screening of the application.

    Raises:
        Forbidden: others of the committee do it.
    """
    if is_partial:
        raise Forbidden(
            "该人选是您本人，或您在筛选时已回避，请由综合党委其他成员办理。",
            "You are this person yourself, or abstained when the application was screened; "
            "another member of the party committee does it.",
        )


def is_committee(actor: Actor, community: str) -> bool:
    """Whether the actor sits in the party committee of just this community."""
    return any(
        grant.role is Role.PARTY_COMMITTEE and grant.area == community for grant in actor.grants
    )


def check_notice_is_over(*, notice_to: dt.date, decided_on: dt.date, open_objections: int) -> None:
    """Nothing is decided before the notice is over and every objection is answered.

    Raises:
        WrongState: it still runs on that day, or somebody waits for an answer.
    """
    if decided_on <= notice_to:
        raise WrongState(
            f"公示期到 {notice_to} 24 时止，{decided_on} 还不能决定。",
            f"The public notice lasts until the end of {notice_to}; "
            f"nothing can be decided on {decided_on}.",
        )
    if open_objections:
        raise WrongState(
            f"还有 {open_objections} 条异议未答复，请先答复。",
            f"{open_objections} objections are not answered yet; answer them first.",
        )


def check_paper(*, first_day: dt.date, today: dt.date, reference: str | None) -> None:
    """A notice of days before today hung on paper, and somebody can say where.

    Raises:
        Invalid: names `paper_reference`.
    """
    if first_day < today and reference is None:
        raise wrong_field(
            "paper_reference",
            "missing",
            zh=f"公示自 {first_day} 起，早于今天，请填写纸质公示张贴在何处、是哪一份。",
            en=f"The notice began on {first_day}, before today: say where it hung on paper, and "
            "which sheet it was.",
        )


def check_names_nobody_else(given: UUID | None, known_as: UUID) -> None:
    """Whose account is known, is nobody else.

    Raises:
        Invalid: names `person_id`.
    """
    if given is not None and given != known_as:
        raise wrong_field(
            "person_id",
            "known_already",
            zh=f"该人选的编号已知为 {known_as}，不另填写账号；没有账号的，另行填写聘任的账号。",
            en=f"The person is known as {known_as}, so leave `person_id` out; an account that "
            "became known later is named for the appointment.",
        )


def check_serves(
    *, is_same_post: bool, is_same_category: bool, reserve_until: dt.date | None, today: dt.date
) -> None:
    """An application serves its own post; from the reserve list another one of the category too. R46.

    `reserve_until`: last day on the list from which the person was selected, if from it.

    Raises:
        Invalid: names `application_id`.
    """
    from_reserve = reserve_until is not None and today <= reserve_until
    if is_same_post or (is_same_category and from_reserve):
        return
    raise wrong_field(
        "application_id",
        "of_another_post",
        zh="该报名针对其他岗位；只有在约定期限内从后备名单列为拟聘的，可用于本社区同类岗位。",
        en="The application is for another post. Only who was selected from the reserve list, "
        "within the agreed time, may have another post of the same category here.",
    )


def deed_of_naming(state: S, *, has_account: bool) -> Deed:
    """What it is to say whose account it is: once somebody is in office, a correction."""
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


def check_interim(*, is_interim: bool, position: str | None, is_applicant: bool) -> None:
    """Staff of the workstation holds a post in the interim, and nobody who applied for one. R17.

    `is_applicant`: the person comes from an application, or stands on the reserve list.

    Raises:
        Invalid: names `kind` or `position`.
    """
    if not is_interim:
        if position is not None:
            raise wrong_field(
                "position",
                "only_interim",
                zh="只有过渡人员填写在工作站的岗位。",
                en="Only who holds the post in the interim has a position at the workstation.",
            )
        return
    if is_applicant:
        raise wrong_field(
            "kind",
            "no_applicant_in_the_interim",
            zh="报名人或后备人才是居民，不能作为过渡人员；请按其所属类别提名。",
            en="Who applied or stands on the reserve list is a resident and holds no post in the "
            "interim; propose them as one of the other kinds.",
        )
    if position is None:
        raise wrong_field(
            "position",
            "missing",
            zh="过渡人员须是工作站工作人员，请填写其在工作站的岗位。",
            en="Staff of the workstation holds a post in the interim; give the position there.",
        )


def check_kind_goes_on(*, was_interim: bool, is_interim: bool) -> None:
    """A renewal makes no resident of staff in the interim, and none of these of a resident. R15 to R17.

    Raises:
        Invalid: names `kind`.
    """
    if was_interim and not is_interim:
        raise wrong_field(
            "kind",
            "stays_interim",
            zh="过渡人员只能按过渡续聘；本人是本社区居民的，请作为新人选提名，不填写所续聘的聘任。",
            en="Who holds the post in the interim is renewed as `interim` only; if they live in "
            "the community, propose them anew, without `renews`.",
        )
    if is_interim and not was_interim:
        raise wrong_field(
            "kind",
            "is_no_interim",
            zh="原聘任不是过渡，不能按过渡续聘，请填写原来的类别。",
            en="The appointment before was no interim one, so it does not go on as `interim`.",
        )


def check_lives_here(*, is_interim: bool, lives_in_community: bool | None) -> None:
    """A commissioner serves the community where they live; staff in the interim need not. R1, R17.

    Raises:
        Invalid: names `lives_in_community`.
    """
    if not is_interim and not lives_in_community:
        raise wrong_field(
            "lives_in_community",
            "must_be_declared",
            zh="社区专员服务自己居住的社区，请确认该人选在本社区居住；工作站人员请按过渡提名。",
            en="A commissioner serves the community where they live; declare that the person "
            "lives there, or propose staff of the workstation as `interim`.",
        )


def check_can_object(*, state: S, notice_to: dt.date, day: dt.date) -> None:
    """Objections are taken until the notice's last day ends, or it is taken back before.

    Raises:
        WrongState: it is over.
    """
    if state is S.WITHDRAWN:
        raise WrongState(
            "该提名已撤回，公示已停止，不再接受异议。",
            "The proposal was taken back and its public notice has ended; no objection is taken "
            "any more.",
        )
    if state is not S.IN_NOTICE or day > notice_to:
        raise WrongState(
            f"公示期已于 {notice_to} 24 时结束。", f"The public notice ended with {notice_to}."
        )


def check_raised_in_time(*, notice_to: dt.date, day: dt.date) -> None:
    """An objection that a clerk writes down was raised while the notice lasted.

    Raises:
        Invalid: names `happened_on`.
    """
    if day > notice_to:
        raise wrong_field(
            "happened_on",
            "after_notice",
            zh=f"公示期已于 {notice_to} 24 时结束，不能登记 {day} 提出的异议；"
            "公示期内提出的，请填写提出的日期。",
            en=f"The public notice ended with {notice_to}, before {day}. If somebody objected "
            "while it lasted, give the day on which they did.",
        )


def check_term_from(term_from: dt.date, decided_on: dt.date, *, latest: dt.date) -> None:
    """No term begins before the committee decided, nor more than one term ahead.

    Raises:
        Invalid: names `term_from`.
    """
    if term_from > latest:
        raise wrong_field(
            "term_from",
            "too_far_ahead",
            zh=f"聘期起始日 {term_from} 过远，最迟为 {latest}。",
            en=f"The term cannot begin on {term_from}; the latest day is {latest}.",
        )
    if term_from < decided_on:
        raise wrong_field(
            "term_from",
            "before_decision",
            zh=f"聘期起始日 {term_from} 早于决定日 {decided_on}。",
            en=f"The term cannot begin on {term_from}, before the decision of {decided_on}.",
        )


def check_parts(marked: Collection[str]) -> None:
    """Nobody is in office without the four parts.

    Raises:
        WrongState: some are missing.
    """
    missing = [part for part in Part if part not in marked]
    if missing:
        names = names_of(missing)
        raise WrongState(f"“四个统一”尚缺：{names.zh}。", f"Still missing: {names.en}.")


def term_to(term_from: dt.date, months: int) -> dt.date:
    """Last day of a term that begins on a day, see above."""
    corresponding = months_after(term_from, months)
    return corresponding if corresponding.day < term_from.day else corresponding - _DAY


def known(day: dt.date | None) -> dt.date:
    """A day that the state of its appointment says is there."""
    if day is None:
        message = "a bug: the state promises this day"
        raise ValueError(message)
    return day


def is_over(last: dt.date, now: dt.datetime) -> bool:
    """Whether 24:00 in Shanghai of that day has come."""
    return day_of(now) > last


def begins_on(
    *, term_from: dt.date, marked: Mapping[Part, dt.date], interim_from: dt.date | None
) -> dt.date:
    """First day in office: of the term, but not before the four parts stand.

    Nor on the first day of an interim holder, who needs one day at least.

    Raises:
        WrongState: parts are missing.
    """
    check_parts(marked)
    days = [term_from, *marked.values()]
    return max(days if interim_from is None else [*days, interim_from + _DAY])


def year_judged_from(*, term_to: dt.date, days: int) -> dt.date:
    """First day on which an evaluation judges the year: the first reminder's, so many days before."""
    return term_to - days * _DAY


def check_may_be_renewed(
    *, state: S, end_reason: EndReason | None, evaluated_on: dt.date | None, judged_from: dt.date
) -> None:
    """Renewal (续聘) follows a term that runs or is over, after the year's evaluation.

    `judged_from`: see `year_judged_from`; what was said before is no judgement on the year.

    Raises:
        WrongState: it ended in another way, or nobody has evaluated it, or too early.
    """
    if state is not S.IN_OFFICE and end_reason is not EndReason.TERM_OVER:
        raise WrongState(
            "只有在聘或届满的聘任可以续聘。",
            "Only an appointment that is in office, or whose term is over, can be renewed.",
        )
    if evaluated_on is None:
        raise WrongState(
            f"续聘前须先完成年度评价，评价日期不早于 {judged_from}。",
            f"Evaluate the year first, on {judged_from} or later; only then it can be renewed.",
        )
    if evaluated_on < judged_from:
        raise WrongState(
            f"{evaluated_on} 的评价早于 {judged_from}，不是年度评价；请在该日或之后重新评价，再续聘。",
            f"The evaluation of {evaluated_on} is from before {judged_from} and does not judge "
            "the year; evaluate on that day or later, then renew.",
        )


def check_still_names_somebody(name: str | None) -> None:
    """A renewal goes on with a person; an erased appointment names none.

    Raises:
        WrongState: the personal data was erased.
    """
    if name is None:
        raise WrongState(
            "原聘任的个人信息已删除，不能续聘；请不填写所续聘的聘任，重新提名该人选。",
            "The personal data of that appointment was erased, so it cannot be renewed; leave "
            "`renews` out and propose the person anew.",
        )


def ends_renewals(end_reason: EndReason | None) -> bool:
    """Whether an end takes along what was to go on with the term: all but its last day, or giving way."""
    return end_reason is not None and end_reason not in {EndReason.TERM_OVER, EndReason.SUPERSEDED}


def leaves_community(end_reason: EndReason) -> bool:
    """Whether the person can be commissioner of the community no more, on whatever post."""
    return end_reason in {EndReason.DIED, EndReason.MOVED_AWAY}


def check_goes_on(*, end_reason: EndReason | None, ended_on: dt.date | None) -> None:
    """Nobody decides to go on with a term that somebody left, or was dismissed from.

    Raises:
        WrongState: it ended so.
    """
    if ends_renewals(end_reason):
        raise WrongState(
            f"所续聘的聘任已于 {ended_on} 提前终止，不能续聘；请重新提名。",
            f"The appointment that this one goes on with ended early on {ended_on}; "
            "it cannot be renewed, propose anew.",
        )


def possible(
    actor: Actor,
    *,
    state: S,
    community: str,
    deeds: Collection[Deed],
    held: Collection[Deed] = (),
    is_partial: bool = False,
    has_account: bool = False,
) -> list[str]:
    """What the actor can do now, by address.

    `deeds`: what the table of permissions allows here. `held`: see `held`.
    """
    decides = is_committee(actor, community) and not is_partial
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
    """What the facts do not allow now.

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
    """What the committee has decided, it alone takes back."""
    return TABLE.action(deed) is Action.APPOINTMENT_DECIDE or (
        deed is Deed.WITHDRAW and state is S.PENDING
    )


def next_reminder(
    *, term_to: dt.date, today: dt.date, days: Collection[int], sent: int | None = None
) -> tuple[dt.date, int] | None:
    """When the next reminder of a term's end is due, and how many days before the end it counts.

    `sent`: the last one that was. Who comes into office with less than that left, or
    whom the clock reaches late, gets the nearest one only. None: no more.
    """
    left = (term_to - today).days
    ahead = [number for number in days if sent is None or number < sent]
    if not ahead or left < 0:
        return None
    due = [number for number in ahead if left <= number]
    if due:
        return today, min(due)
    return term_to - max(ahead) * _DAY, max(ahead)
