"""Where an appeal can go, and who may take it there.

    accept     received → accepted                        appeal.accept
    decline    received → closed                          appeal.decline
    assign     accepted → assigned; assigned stays        appeal.assign
    act        accepted, assigned stay                    appeal.act
    close      accepted, assigned → closed                appeal.close
    reopen     closed → assigned                          appeal.reopen
    contest    closed → assigned                          -
    rate       closed stays                               appeal.rate
    withdraw   received, accepted, assigned → closed      appeal.erase
    erase      closed stays                               appeal.erase
    disclose   received, accepted, assigned, closed stay  contact.disclose
    hand_over  assigned stays                             -
    give_back  assigned → accepted                        -

vocabulary/permitted/appeals.py says who staff and assignee are, and where: each deed asks for one
action there. `contest` is only for the resident.

Besides, staff and the resident withdraw (撤回) what is not closed, which closes it, and erase
(删除个人信息) what is closed, which leaves it closed: only together with the person's own data. Work on
an erased appeal has ended.

When a commissioner leaves office, what is assigned to them is handed over (移交) to the commissioner
who follows, and stays assigned; or given back (退回工作站), and is accepted again. The appointment's end
does that, no account. Appeals that such a commissioner had closed move in the same way, right after
they are opened again.

Staff may do it with every appeal of their communities (社区工作站, administrators); the assignee with
appeals assigned to their own account (社区专员). The resident is the holder of the tracking code (查询码).

The clock reminds of the due day (办理期限) and changes no state: see `Reminder`.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from contracts.appeals.words import State
from vocabulary.permissions import TABLE as PERMISSIONS
from vocabulary.permissions import Action, Scope
from vocabulary.problems import Forbidden, WrongState
from vocabulary.state_table import Row, StateTable, Words


class Deed(StrEnum):
    """The deeds possible with an appeal."""

    ACCEPT = "accept"  # 受理
    DECLINE = "decline"  # 不予受理
    ASSIGN = "assign"  # 交办
    ACT = "act"  # 办理
    CLOSE = "close"  # 办结
    REOPEN = "reopen"  # 重新打开
    CONTEST = "contest"  # 提出异议
    RATE = "rate"  # 评议
    WITHDRAW = "withdraw"  # 撤回
    ERASE = "erase"  # 删除个人信息
    DISCLOSE = "disclose"  # 查看联系方式
    HAND_OVER = "hand_over"  # 移交
    GIVE_BACK = "give_back"  # 退回工作站


class Reminder(StrEnum):
    """Reminders that the clock writes into the history and sends to the staff of the appeal."""

    DUE_SOON = "due_soon"  # 即将到期
    OVERDUE = "overdue"  # 已超期


class Party(StrEnum):
    """The parts that people have in an appeal."""

    STAFF = "staff"
    ASSIGNEE = "assignee"
    RESIDENT = "resident"
    SYSTEM = "system"


#: No real appeal was ever closed so often; more is a dispute for another place.
ROUNDS_MOST = 99

#: The deeds of the resident, with the tracking code.
WITH_CODE = frozenset({Deed.CONTEST, Deed.RATE, Deed.WITHDRAW, Deed.ERASE})

#: With which the resident has an answer, or something is done for them.
RESPONSES = frozenset({Deed.ACT, Deed.CLOSE, Deed.DECLINE})

#: Deeds that follow from the end of an appointment, now or at a later reopening; never by hand.
OF_APPOINTMENTS = frozenset({Deed.HAND_OVER, Deed.GIVE_BACK})

TABLE = StateTable(
    thing=("诉求{}", "Appeal {}"),
    states={
        State.RECEIVED: ("已收到、尚未受理", "is received and not yet accepted"),
        State.ACCEPTED: ("已受理", "is accepted"),
        State.ASSIGNED: ("已交办", "is assigned"),
        State.CLOSED: ("已办结", "is closed"),
    },
    deeds={
        Deed.ACCEPT: Row(
            "受理",
            "accept it",
            "accepted",
            {State.RECEIVED: State.ACCEPTED},
            Action.APPEAL_ACCEPT,
            "acceptance",
        ),
        Deed.DECLINE: Row(
            "不予受理",
            "decline it",
            "declined",
            {State.RECEIVED: State.CLOSED},  # R30
            Action.APPEAL_DECLINE,
            "refusal",
        ),
        Deed.ASSIGN: Row(
            "交办",
            "assign it",
            "assigned",
            # Once assigned: to another commissioner.
            dict.fromkeys((State.ACCEPTED, State.ASSIGNED), State.ASSIGNED),
            Action.APPEAL_ASSIGN,
            "assignment",
        ),
        Deed.ACT: Row(
            "办理",
            "act on it",
            "action_taken",
            {State.ACCEPTED: State.ACCEPTED, State.ASSIGNED: State.ASSIGNED},
            Action.APPEAL_ACT,
            "actions",
        ),
        Deed.CLOSE: Row(
            "办结",
            "close it",
            "closed",
            dict.fromkeys((State.ACCEPTED, State.ASSIGNED), State.CLOSED),
            Action.APPEAL_CLOSE,
            "closing",
        ),
        # Back to its commissioner; see `next_state`.
        Deed.REOPEN: Row(
            "重新打开",
            "reopen it",
            "reopened",
            {State.CLOSED: State.ASSIGNED},
            Action.APPEAL_REOPEN,
            "reopening",
        ),
        Deed.CONTEST: Row(
            "提出异议",
            "contest it",
            "contested",
            {State.CLOSED: State.ASSIGNED},  # R25
            route="reopening",
        ),
        Deed.RATE: Row(
            "评价",
            "rate it",
            "rated",
            {State.CLOSED: State.CLOSED},  # R25
            Action.APPEAL_RATE,
            "rating",
        ),
        # Refusals never suggest these two; they need the person's own wish.
        Deed.WITHDRAW: Row(
            "撤回",
            "withdraw it",
            "withdrawn",
            dict.fromkeys((State.RECEIVED, State.ACCEPTED, State.ASSIGNED), State.CLOSED),
            Action.APPEAL_ERASE,
            "erasure",
            is_advised=False,
        ),
        Deed.ERASE: Row(
            "删除个人信息",
            "erase its personal data",
            "erased",
            {State.CLOSED: State.CLOSED},
            Action.APPEAL_ERASE,
            "erasure",
            is_advised=False,
        ),
        Deed.DISCLOSE: Row(
            "查看完整联系方式",
            "see its contact whole",
            "disclosed",
            {state: state for state in State},
            Action.CONTACT_DISCLOSE,
            "disclosures",
            is_advised=False,
        ),
        Deed.HAND_OVER: Row(
            "移交", "hand it over", "handed_over", {State.ASSIGNED: State.ASSIGNED}
        ),
        Deed.GIVE_BACK: Row(
            "退回工作站", "give it back", "given_back", {State.ASSIGNED: State.ACCEPTED}
        ),
    },
)
#: The deeds of accounts.
_OF_ACCOUNTS = frozenset(deed for deed, row in TABLE.deeds.items() if row.action is not None)

_PARTY_WORDS = {
    Party.STAFF: ("其社区工作站人员", "workstation staff of its community"),
    Party.ASSIGNEE: ("承办的社区专员", "the commissioner it is assigned to"),
    Party.RESIDENT: ("持查询码的居民", "the resident who holds its tracking code"),
    Party.SYSTEM: ("系统在专员聘任终止时", "the system when a commissioner's appointment ends"),
}


def who(deed: Deed) -> frozenset[Party]:
    """The parts that may do it."""
    parts = {Party.RESIDENT} if deed in WITH_CODE else set()
    parts |= {Party.SYSTEM} if deed in OF_APPOINTMENTS else set()
    if deed in _OF_ACCOUNTS:
        scopes = set(PERMISSIONS[TABLE.action(deed)].scopes.values())
        parts |= {Party.ASSIGNEE} if Scope.OWN in scopes else set()
        parts |= {Party.STAFF} if scopes - {Scope.OWN} else set()
    return frozenset(parts)


def check_may(
    deed: Deed, *, number: str, state: State, deeds: frozenset[Deed], by_code: bool = False
) -> None:
    """Check that the deed is one of the actor's, and that the state allows it.

    Raises:
        Forbidden: the actor may not do it.
        WrongState: not in this state.
    """
    if deed not in deeds:
        row = TABLE.deeds[deed]
        zh, en = _listed(_PARTY_WORDS[party] for party in Party if party in who(deed))
        raise Forbidden(
            f"您不能对诉求{number}进行“{row.zh}”，只有{zh}可以。",
            f"Appeal {number}: you may not {row.en}; only {en} may.",
        )
    TABLE.follows(number, state, deed, ways=_ways(state, deeds, by_code=by_code))


def check_not_erased(*, erased: bool, number: str) -> None:
    """Check that the appeal still has its text; without it work cannot go on.

    Raises:
        WrongState: the personal data was erased.
    """
    if erased:
        raise WrongState(
            f"诉求{number}的个人信息已删除，不能再办理；请另行提出新的诉求。",
            f"The personal data of appeal {number} was erased, so work on it has ended; submit a "
            "new appeal.",
        )


def next_state(state: State, deed: Deed, *, is_assigned: bool) -> State:
    """The state of the appeal afterwards.

    An appeal that is opened again goes back to its commissioner; one that never
    had a commissioner waits for the workstation to assign it.
    """
    following = TABLE.deeds[deed].moves[state]
    return State.ACCEPTED if following is State.ASSIGNED and not is_assigned else following


def offered(
    state: State, deeds: frozenset[Deed], *, is_erased: bool, is_rated: bool, round_: int
) -> list[str]:
    """The addresses of the deeds that the caller can do now; `deeds`: those they have a right to.

    Work on an erased appeal has ended, a round is rated once (R25), and the last round is not
    opened again.
    """
    held = set(Deed) if is_erased else set()
    if is_rated:
        held.add(Deed.RATE)
    if not may_open_again(round_):
        held |= {Deed.REOPEN, Deed.CONTEST}
    return TABLE.offered(state, deeds, held=held)


def may_open_again(round_: int) -> bool:
    """Whether one more round can follow."""
    return round_ < ROUNDS_MOST


def _ways(state: State, deeds: frozenset[Deed], *, by_code: bool) -> list[Words]:
    """What the actor can do instead, or others can."""
    if any(TABLE.deeds[deed].is_advised for deed in TABLE.possible(state, deeds)):
        return TABLE.ways(state, deeds)
    if by_code:
        return [("等待办理", "wait until it has been handled")]
    staff_zh, staff_en = _PARTY_WORDS[Party.STAFF]
    zh, en = _listed(TABLE.ways(state, _OF_ACCOUNTS))
    return [(f"请{staff_zh}{zh}", f"let {staff_en} {en}")]


def _listed(words: Iterable[Words]) -> Words:
    pairs = list(words)
    return "、".join(zh for zh, _ in pairs), " or ".join(en for _, en in pairs)
