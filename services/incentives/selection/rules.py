"""Where a year-end selection (年终评选) can go, and by whom.

The street office sets the terms and checks, the committee counts and nominates, the workstation
publishes, and the street's party committee alone awards (R49).

    draft        draft stays                           -
    edit         draft stays                           selection.manage
    open         draft → open                          selection.manage
    judge        open stays                            selection.judge
    issue_slips  open stays                            ballot.manage
    take_slip    open stays                            ballot.manage
    count_box    open stays                            ballot.count
    count        open → counted                        selection.nominate
    nominate     counted → nominated; nominated stays  selection.nominate
    publish      nominated → in_notice                 selection.publish
    object       in_notice, checked, awarded stay      selection.publish
    answer       in_notice, checked, awarded stay      selection.manage
    return       in_notice, checked → counted          selection.manage
    check        in_notice → checked                   selection.manage
    award        checked → awarded                     selection.award
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from enum import StrEnum
from uuid import UUID

from contracts.incentives.words import Criterion, SelectionState
from contracts.words import value_name
from services.incentives.places.rules import Candidate, Placed
from vocabulary.counted import counted
from vocabulary.permissions import Action
from vocabulary.problems import FieldError, Forbidden, Invalid, WrongState, wrong_field
from vocabulary.state_table import Row, StateTable

S = SelectionState

#: Fewer peers would let them work out the points of each other.
PEERS_FEWEST = 3
#: They have no facts before people gave their opinion.
_OPINIONS = frozenset({Criterion.RESIDENTS, Criterion.BALLOT, Criterion.COMMITTEE, Criterion.PEERS})
_AMOUNT = re.compile(
    r"[0-9０-９一二三四五六七八九十百千万两]\s*(?:元|块钱|万元|人民币)|[¥￥]|RMB"
    r"|奖金|奖品|红包|购物卡|补贴|津贴|礼品|现金",
    re.IGNORECASE,
)


class Deed(StrEnum):
    """What can be done with a selection."""

    DRAFT = "draft"
    EDIT = "edit"
    OPEN = "open"
    JUDGE = "judge"
    ISSUE_SLIPS = "issue_slips"
    TAKE_SLIP = "take_slip"
    COUNT_BOX = "count_box"
    COUNT = "count"
    NOMINATE = "nominate"
    PUBLISH = "publish"
    OBJECT = "object"
    ANSWER = "answer"
    RETURN = "return"
    CHECK = "check"
    AWARD = "award"


_STAYS_OPEN = {S.OPEN: S.OPEN}
_STAYS_PUBLIC = {state: state for state in (S.IN_NOTICE, S.CHECKED, S.AWARDED)}

TABLE: StateTable[SelectionState, Deed] = StateTable(
    thing=("{} 年评选", "The selection of {}"),
    states={
        S.DRAFT: ("尚在起草", "is a draft"),
        S.OPEN: ("正在评议投票", "is open"),
        S.COUNTED: ("已计分，尚未提名", "is counted and has no nomination"),
        S.NOMINATED: ("已提名，尚未公示", "has a nomination that is not published"),
        S.IN_NOTICE: ("正在公示", "is in public notice"),
        S.CHECKED: ("已审核，等待表彰", "is checked and waits for the award"),
        S.AWARDED: ("已表彰", "is awarded"),
    },
    deeds={
        Deed.DRAFT: Row("起草", "draft it", "drafted", {S.DRAFT: S.DRAFT}, is_advised=False),
        Deed.EDIT: Row(
            "修改", "edit it", "edited", {S.DRAFT: S.DRAFT}, Action.SELECTION_MANAGE, "terms"
        ),
        Deed.OPEN: Row(
            "开始评选", "open it", "opened", {S.DRAFT: S.OPEN}, Action.SELECTION_MANAGE, "opening"
        ),
        Deed.JUDGE: Row(
            "打分", "give points", "judged", _STAYS_OPEN, Action.SELECTION_JUDGE, "opinion"
        ),
        Deed.ISSUE_SLIPS: Row(
            "发放选票",
            "issue slips",
            "slips_issued",
            _STAYS_OPEN,
            Action.BALLOT_MANAGE,
            "slips",
        ),
        Deed.TAKE_SLIP: Row(
            "收取纸质选票",
            "take in paper slips",
            "slip_taken",
            _STAYS_OPEN,
            Action.BALLOT_MANAGE,
            "paper-slips",
        ),
        Deed.COUNT_BOX: Row(
            "清点票箱", "count a box", "box_counted", _STAYS_OPEN, Action.BALLOT_COUNT, "box-counts"
        ),
        Deed.COUNT: Row(
            "计分", "count it", "counted", {S.OPEN: S.COUNTED}, Action.SELECTION_NOMINATE, "count"
        ),
        Deed.NOMINATE: Row(
            "提名",
            "nominate",
            "nominated",
            {S.COUNTED: S.NOMINATED, S.NOMINATED: S.NOMINATED},
            Action.SELECTION_NOMINATE,
            "nomination",
        ),
        Deed.PUBLISH: Row(
            "公示",
            "publish the nomination",
            "published",
            {S.NOMINATED: S.IN_NOTICE},
            Action.SELECTION_PUBLISH,
            "notice",
        ),
        Deed.OBJECT: Row(
            "登记异议",
            "write down an objection",
            "objected",
            _STAYS_PUBLIC,
            Action.SELECTION_PUBLISH,
            "objections",
            is_advised=False,
        ),
        Deed.ANSWER: Row(
            "答复异议",
            "answer an objection",
            "objection_answered",
            _STAYS_PUBLIC,
            Action.SELECTION_MANAGE,
            "answer",
        ),
        Deed.RETURN: Row(
            "退回",
            "send it back",
            "returned",
            {S.IN_NOTICE: S.COUNTED, S.CHECKED: S.COUNTED},
            Action.SELECTION_MANAGE,
            "return",
        ),
        Deed.CHECK: Row(
            "审核",
            "check it",
            "checked",
            {S.IN_NOTICE: S.CHECKED},
            Action.SELECTION_MANAGE,
            "check",
        ),
        Deed.AWARD: Row(
            "表彰", "award it", "awarded", {S.CHECKED: S.AWARDED}, Action.SELECTION_AWARD, "award"
        ),
    },
)


def check_honours(honours: int, candidates: int) -> None:
    """Let no more honours pass than there are candidates.

    Raises:
        Invalid: names `honours`.
    """
    if honours > candidates:
        raise wrong_field(
            "honours",
            "more_than_candidates",
            zh=f"名额 {honours} 多于可参评的 {candidates} 名专员，请减少名额或放宽任职天数。",
            en=f"{counted(honours, 'honour is', 'honours are')} more than the "
            f"{counted(candidates, 'commissioner', 'commissioners')} who may be chosen; offer "
            "fewer, or ask for fewer days in office.",
        )


def check_facts(criteria: Sequence[Criterion], candidates: Collection[Candidate]) -> None:
    """Let criteria pass about which something is known of somebody.

    Raises:
        Invalid: names `criteria` and the one without a fact.
    """
    for criterion in criteria:
        if criterion in _OPINIONS:
            continue
        known = (one.values.get(criterion) for one in candidates)
        if not any(value and (value.part or value.whole) for value in known):
            name = value_name(criterion)
            raise wrong_field(
                "criteria",
                "without_fact",
                zh=f"评选标准“{name.zh}”在这一年没有任何依据，请去掉它，把权重分给其他标准。",
                en=f"Nothing is known for the criterion “{name.en}” in this year; leave it out and "
                "give its weight to others.",
            )


def check_no_money(title: str, *, is_confirmed: bool) -> None:
    """Ask about a text that names an amount or goods: honours are of the spirit only (R49).

    Raises:
        Invalid: names `title`.
    """
    found = _AMOUNT.search(title)
    if found and not is_confirmed:
        raise wrong_field(
            "title",
            "names_money",
            zh=f"荣誉以精神奖励为主，名称里的“{found[0]}”像是钱物。请改名；确实不是的，"
            "请勾选“已核对，不含钱物”后再提交。",
            en=f"Honours are of the spirit only, and “{found[0]}” in the title looks like money "
            "or goods. Change it; if it is neither, send `is_without_money` true.",
        )


def check_not_concerned(account: str | None, persons: Collection[str]) -> None:
    """Let nobody act where they are chosen among themselves.

    Raises:
        Forbidden: the actor is one of them.
    """
    if account in persons:
        raise Forbidden(
            "您本人在参评之列，应当回避；请由其他人办理。",
            "You are one of the people who may be chosen. Somebody else has to do this.",
        )


def check_sheet(
    points: Sequence[UUID],
    abstains: Sequence[UUID],
    *,
    expected: Collection[UUID],
    own: Collection[UUID],
) -> None:
    """Let a sheet pass that has every candidate once, and not the person who fills it in.

    Raises:
        Forbidden: points for oneself.
        Invalid: names `points`.
    """
    if set(points) & set(own):
        raise Forbidden(
            "任何人不给自己打分，请去掉本人这一行。",
            "Nobody judges themselves; take your own line out.",
        )
    given = [*points, *abstains]
    wanted = set(expected) - set(own)
    if len(set(given)) != len(given) or set(given) - set(own) != wanted:
        raise wrong_field(
            "points",
            "not_each_once",
            zh=f"应对 {len(wanted)} 名参评专员逐一打分或回避，每人一次；请核对有无遗漏、重复或不在名单的人。",
            en=f"Give points to each of the {counted(len(wanted), 'candidate', 'candidates')} or "
            "abstain, once each; check for people who are missing, there twice or not on the "
            "list.",
        )


def passed_over(placed: Sequence[Placed], nominees: Collection[UUID]) -> set[UUID]:
    """Those who are not nominated, though they have a better place than somebody who is."""
    places = {one.candidate.appointment_id: one.place for one in placed}
    # Candidates without a place come after all that have one.
    last = len(places) + 1
    worst = max((places[one] or last for one in nominees), default=0)
    return {one for one, place in places.items() if one not in nominees and (place or last) < worst}


def check_nomination(
    placed: Sequence[Placed], nominees: Sequence[UUID], explained: Sequence[UUID], *, honours: int
) -> None:
    """Let a nomination pass that gives a reason wherever it leaves the order.

    Raises:
        Invalid: too many, somebody who cannot be chosen or is there twice, a reason that is
            missing or that nobody needs.
    """
    if len(nominees) > honours:
        raise wrong_field(
            "nominees",
            "too_many",
            zh=f"提名 {len(nominees)} 人，超过名额 {honours}，请减少。",
            en=f"{len(nominees)} are nominated and {honours} can be honoured; nominate fewer.",
        )
    known = {one.candidate.appointment_id for one in placed}
    if len(set(nominees)) != len(nominees) or not set(nominees) <= known:
        raise wrong_field(
            "nominees",
            "not_candidates",
            zh="提名里有不在参评名单的人，或有人重复，请核对。",
            en="Somebody in the nomination is not a candidate, or is there twice; check the list.",
        )
    needed = passed_over(placed, nominees)
    if missing := needed - set(explained):
        raise _reasons_wrong(
            "reason_missing",
            f"名次在前而未提名的 {len(missing)} 人缺少理由，请逐人说明。",
            f"{counted(len(missing), 'candidate', 'candidates')} with a better place "
            "would be passed over without a reason; give one for each.",
        )
    if set(explained) - needed or len(set(explained)) != len(explained):
        raise _reasons_wrong(
            "not_passed_over",
            "有理由写给了没有被越过的人，或重复了，请去掉。",
            "A reason is given for somebody who is not passed over, or twice; take it out.",
        )


def check_apart(asked: Sequence[UUID], interim: Collection[UUID]) -> None:
    """Let staff in the interim be honoured apart, each once; commissioners have their places.

    Raises:
        Invalid: somebody else, or somebody is there twice.
    """
    if len(set(asked)) != len(asked) or not set(asked) <= set(interim):
        raise wrong_field(
            "apart",
            "not_interim",
            zh="单独表彰的只能是当年任职时间达到要求的过渡人员，每人一次，请核对。",
            en="Only staff in the interim who were in office long enough in the year are honoured "
            "apart, each once; check the list.",
        )


def check_answered(open_objections: int) -> None:
    """Let a selection pass whose objections are all answered.

    Raises:
        WrongState: some wait.
    """
    if open_objections:
        raise WrongState(
            f"还有 {open_objections} 件异议没有答复，请街道办先逐件答复。",
            f"{counted(open_objections, 'objection waits', 'objections wait')} for an answer; the "
            "street office has to answer each first.",
        )


def check_notice_over(notice_to: dt.date, today: dt.date) -> None:
    """Let a selection pass whose notice is over.

    Raises:
        WrongState: it still hangs.
    """
    if today <= notice_to:
        raise WrongState(
            f"公示到 {notice_to} 24 时才结束，请在此之后办理。",
            f"The public notice lasts until {notice_to}, 24:00; do this afterwards.",
        )


def takes_objections(
    state: SelectionState,
    *,
    notice_to: dt.date | None,
    objections_to: dt.date | None,
    day: dt.date,
) -> bool:
    """Whether people may object on a day: while the notice lasts, and again after the award."""
    until = {S.IN_NOTICE: notice_to, S.AWARDED: objections_to}.get(state)
    return until is not None and day <= until


def objections_closed(until: dt.date) -> WrongState:
    """The refusal of an objection that comes too late."""
    return WrongState(
        f"提出异议的期限已于 {until} 24 时结束。",
        f"The time to object ended with {until}.",
    )


def held(*, notice_to: dt.date | None, open_objections: int, today: dt.date) -> set[Deed]:
    """What the facts forbid now, though the state allows it."""
    found = set()
    is_hanging = notice_to is not None and today <= notice_to
    if open_objections or is_hanging:
        found |= {Deed.CHECK, Deed.AWARD}
    if not open_objections:
        found.add(Deed.ANSWER)
    return found


def _reasons_wrong(code: str, zh: str, en: str) -> Invalid:
    return Invalid(zh, en, fields=(FieldError("passed_over", code, zh, en),))
