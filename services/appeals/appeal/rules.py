"""Where an appeal can go, and who may take it there.

    state     accept    decline  assign    act       close   reopen, contest       rate
    received  accepted  closed   -         -         -       -                     -
    accepted  -         -        assigned  accepted  closed  -                     -
    assigned  -         -        assigned  assigned  closed  -                     -
    closed    -         -        -         -         -       assigned (accepted)   closed

    may       staff     staff    staff     staff,    staff,  reopen: staff         staff,
                                           assignee  assign. contest: resident     resident

Who is meant by staff and assignee, and where, stands in vocabulary/permissions.py:
each deed asks for one action there, and the row above is made from it.

Besides, staff and the resident withdraw (撤回) what is not closed, which closes it,
and erase (删除个人信息) what is closed, which leaves it closed: only together with
the person's own data. What is erased goes nowhere any more.

When a commissioner leaves office, what is assigned to them is handed over (移交) to
the commissioner who follows, and stays assigned; or given back (退回工作站), and is
accepted again. The appointment's end does that, no account. What such a commissioner
had closed moves likewise, right after it is opened again.

Staff may do it with every appeal of their communities (社区工作站, administrators);
the assignee with what is assigned to the own account (社区专员). The resident is
whoever holds the tracking code (查询码).

The clock reminds of the due day (办理期限) and changes no state: see `Reminder`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from vocabulary.actors import Actor
from vocabulary.permissions import TABLE, Action, Scope, may
from vocabulary.problems import Forbidden, WrongState

RECEIVED, ACCEPTED, ASSIGNED, CLOSED = "received", "accepted", "assigned", "closed"
STATES = (RECEIVED, ACCEPTED, ASSIGNED, CLOSED)


class Deed(StrEnum):
    """What can be done with an appeal."""

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
    HAND_OVER = "transfer"  # 移交
    GIVE_BACK = "return"  # 退回工作站


class Reminder(StrEnum):
    """What the clock writes into the history; it is told to those who handle the appeal."""

    DUE_SOON = "due_soon"  # 即将到期
    OVERDUE = "overdue"  # 已逾期


class Party(StrEnum):
    """In which part somebody meets an appeal."""

    STAFF = "staff"
    ASSIGNEE = "assignee"
    RESIDENT = "resident"
    SYSTEM = "system"


#: What follows when something is done in a state; what is absent cannot be done there.
NEXT: Mapping[tuple[str, Deed], str] = {
    (RECEIVED, Deed.ACCEPT): ACCEPTED,
    (RECEIVED, Deed.DECLINE): CLOSED,  # R30
    (ACCEPTED, Deed.ASSIGN): ASSIGNED,
    (ACCEPTED, Deed.ACT): ACCEPTED,
    (ACCEPTED, Deed.CLOSE): CLOSED,
    (ASSIGNED, Deed.ASSIGN): ASSIGNED,  # to another commissioner
    (ASSIGNED, Deed.ACT): ASSIGNED,
    (ASSIGNED, Deed.CLOSE): CLOSED,
    (CLOSED, Deed.REOPEN): ASSIGNED,
    (CLOSED, Deed.CONTEST): ASSIGNED,  # R25
    (CLOSED, Deed.RATE): CLOSED,  # R25
    (RECEIVED, Deed.WITHDRAW): CLOSED,
    (ACCEPTED, Deed.WITHDRAW): CLOSED,
    (ASSIGNED, Deed.WITHDRAW): CLOSED,
    (CLOSED, Deed.ERASE): CLOSED,
    (ASSIGNED, Deed.HAND_OVER): ASSIGNED,
    (ASSIGNED, Deed.GIVE_BACK): ACCEPTED,
}

#: What the table of permissions must allow an account that does it; absent: no account may.
ACTIONS: Mapping[Deed, Action] = {
    Deed.ACCEPT: Action.APPEAL_ACCEPT,
    Deed.DECLINE: Action.APPEAL_DECLINE,
    Deed.ASSIGN: Action.APPEAL_ASSIGN,
    Deed.ACT: Action.APPEAL_ACT,
    Deed.CLOSE: Action.APPEAL_CLOSE,
    Deed.REOPEN: Action.APPEAL_REOPEN,
    Deed.RATE: Action.APPEAL_RATE,
    Deed.WITHDRAW: Action.APPEAL_ERASE,
    Deed.ERASE: Action.APPEAL_ERASE,
}

#: What the resident may do, with the tracking code.
WITH_CODE = frozenset({Deed.CONTEST, Deed.RATE, Deed.WITHDRAW, Deed.ERASE})

#: What follows from the end of an appointment, now or at a later reopening; nobody does it
#: by hand.
OF_APPOINTMENTS = frozenset({Deed.HAND_OVER, Deed.GIVE_BACK})

#: How the history calls it afterwards.
DONE: Mapping[Deed, str] = {
    Deed.ACCEPT: "accepted",
    Deed.DECLINE: "declined",
    Deed.ASSIGN: "assigned",
    Deed.ACT: "action_taken",
    Deed.CLOSE: "closed",
    Deed.REOPEN: "reopened",
    Deed.CONTEST: "contested",
    Deed.RATE: "rated",
    Deed.WITHDRAW: "withdrawn",
    Deed.ERASE: "erased",
    Deed.HAND_OVER: "handed_over",
    Deed.GIVE_BACK: "given_back",
}

#: Nobody is advised to do these; they come with the person's own wish, or with the end of
#: an appointment.
_OF_THEMSELVES = frozenset({Deed.WITHDRAW, Deed.ERASE}) | OF_APPOINTMENTS

_STATE_WORDS = {
    RECEIVED: ("已收到、尚未受理", "received and not yet accepted"),
    ACCEPTED: ("已受理", "accepted"),
    ASSIGNED: ("已交办", "assigned"),
    CLOSED: ("已办结", "closed"),
}
_DEED_WORDS = {
    Deed.ACCEPT: ("受理", "accept"),
    Deed.DECLINE: ("不予受理", "decline"),
    Deed.ASSIGN: ("交办", "assign"),
    Deed.ACT: ("办理", "act on"),
    Deed.CLOSE: ("办结", "close"),
    Deed.REOPEN: ("重新打开", "reopen"),
    Deed.CONTEST: ("提出异议", "contest"),
    Deed.RATE: ("评价", "rate"),
    Deed.WITHDRAW: ("撤回", "withdraw"),
    Deed.ERASE: ("删除个人信息", "erase"),
    Deed.HAND_OVER: ("移交", "transfer"),
    Deed.GIVE_BACK: ("退回工作站", "return"),
}
_PARTY_WORDS = {
    Party.STAFF: ("其社区工作站人员", "workstation staff of its community"),
    Party.ASSIGNEE: ("承办的社区专员", "the commissioner it is assigned to"),
    Party.RESIDENT: ("持查询码的居民", "the resident who holds its tracking code"),
    Party.SYSTEM: ("系统在专员聘任终止时", "the system when a commissioner's appointment ends"),
}


def deeds_of(actor: Actor, *, community: str, commissioner: str | None) -> frozenset[Deed]:
    """What an account may do with an appeal of this community, in whatever state."""
    return frozenset(
        deed
        for deed, action in ACTIONS.items()
        if may(actor, action, area=community, owner=commissioner)
    )


def who(deed: Deed) -> frozenset[Party]:
    """In which parts one may do it."""
    parts = {Party.RESIDENT} if deed in WITH_CODE else set()
    parts |= {Party.SYSTEM} if deed in OF_APPOINTMENTS else set()
    if deed in ACTIONS:
        scopes = set(TABLE[ACTIONS[deed]].scopes.values())
        parts |= {Party.ASSIGNEE} if Scope.OWN in scopes else set()
        parts |= {Party.STAFF} if scopes - {Scope.OWN} else set()
    return frozenset(parts)


def check_may(
    deed: Deed, *, number: str, state: str, deeds: frozenset[Deed], by_code: bool = False
) -> None:
    """Let pass what is among the actor's deeds, and what the state allows.

    Raises:
        Forbidden: it is for others to do.
        WrongState: not in this state.
    """
    deed_zh, deed_en = _DEED_WORDS[deed]
    if deed not in deeds:
        zh, en = _listed(_PARTY_WORDS[party] for party in Party if party in who(deed))
        raise Forbidden(
            f"您不能对诉求{number}进行“{deed_zh}”，只有{zh}可以。",
            f"You may not {deed_en} appeal {number}; only {en} may.",
        )
    if (state, deed) not in NEXT:
        state_zh, state_en = _STATE_WORDS[state]
        zh, en = _way_out(state, deeds, by_code=by_code)
        raise WrongState(
            f"诉求{number}{state_zh}，现在不能{deed_zh}；{zh}。",
            f"Appeal {number} is {state_en}, so nobody can {deed_en} it now; {en}.",
        )


def check_not_erased(*, erased: bool, number: str) -> None:
    """Let pass what still holds its words; without them nobody could go on with it.

    Raises:
        WrongState: the personal data was erased.
    """
    if erased:
        raise WrongState(
            f"诉求{number}的个人信息已删除，不能再办理；请另行提出新的诉求。",
            f"The personal data of appeal {number} was erased, so it goes nowhere any more; "
            "submit a new appeal.",
        )


def next_state(state: str, deed: Deed, *, is_assigned: bool) -> str:
    """Where the appeal stands afterwards.

    An appeal that is opened again goes back to its commissioner; one that never
    had a commissioner waits for the workstation to assign it.
    """
    following = NEXT[state, deed]
    return ACCEPTED if following == ASSIGNED and not is_assigned else following


def may_be_rated(state: str, rating: int | None) -> bool:
    """Whether this round can still be rated (R25): closed in whatever way, and not rated yet."""
    return (state, Deed.RATE) in NEXT and rating is None


def _way_out(state: str, deeds: frozenset[Deed], *, by_code: bool) -> tuple[str, str]:
    own = _possible(state, deeds)
    if own:
        zh, en = _listed(_DEED_WORDS[deed] for deed in own)
        return f"可以：{zh}", f"possible: {en}"
    if by_code:
        return "请等待办理", "wait until it has been handled"
    zh, en = _listed(_DEED_WORDS[deed] for deed in _possible(state, frozenset(ACTIONS)))
    return (
        f"{_PARTY_WORDS[Party.STAFF][0]}可以：{zh}",
        f"{_PARTY_WORDS[Party.STAFF][1]} can {en} it",
    )


def _possible(state: str, deeds: frozenset[Deed]) -> list[Deed]:
    return [deed for deed in Deed if (state, deed) in NEXT and deed in deeds - _OF_THEMSELVES]


def _listed(words: Iterable[tuple[str, str]]) -> tuple[str, str]:
    pairs = list(words)
    return "、".join(zh for zh, _ in pairs), " or ".join(en for _, en in pairs)
