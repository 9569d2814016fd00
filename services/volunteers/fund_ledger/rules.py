"""Which accounts money moves between, and what hinders it.

    budget_set     funding → budget              the year's budget; lowered: the other way
    approval       budget → reserved             an approved project; a lower change: release
    release        reserved → budget             given up, lowered, or not needed when it closes
    advance        reserved → advanced           paid before the receipts
    expense        advanced, reserved → spent    an accepted receipt, the advance first
    rest_returned  advanced → returned           what came back of the advance
    rest_freed     returned → budget             is free again once the project is closed
    reversal       the other way                 of a booking made by mistake

`funding` lies outside; every other account is never below zero.
"""

from __future__ import annotations

from collections.abc import Mapping

from contracts.volunteers.words import FundAccount as A
from contracts.volunteers.words import FundBookingKind as K
from vocabulary import personal_text
from vocabulary.problems import Forbidden, WrongState, wrong_field

#: The ways that money may take, by kind.
WAYS: Mapping[K, frozenset[tuple[A, A]]] = {
    K.BUDGET_SET: frozenset({(A.FUNDING, A.BUDGET), (A.BUDGET, A.FUNDING)}),
    K.APPROVAL: frozenset({(A.BUDGET, A.RESERVED)}),
    K.RELEASE: frozenset({(A.RESERVED, A.BUDGET)}),
    K.ADVANCE: frozenset({(A.RESERVED, A.ADVANCED)}),
    K.EXPENSE: frozenset({(A.ADVANCED, A.SPENT), (A.RESERVED, A.SPENT)}),
    K.REST_RETURNED: frozenset({(A.ADVANCED, A.RETURNED)}),
    K.REST_FREED: frozenset({(A.RETURNED, A.BUDGET)}),
    K.REVERSAL: frozenset(
        {
            (A.BUDGET, A.FUNDING),
            (A.FUNDING, A.BUDGET),
            (A.ADVANCED, A.RESERVED),
            (A.SPENT, A.ADVANCED),
            (A.SPENT, A.RESERVED),
            (A.RETURNED, A.ADVANCED),
        }
    ),
}
#: What can be reversed by itself; everything else has a deed that takes it back.
REVERSIBLE = frozenset({K.BUDGET_SET, K.ADVANCE, K.EXPENSE, K.REST_RETURNED})
#: What each account is called in a refusal.
CALLED: Mapping[A, tuple[str, str]] = {
    A.FUNDING: ("预算外", "outside"),
    A.BUDGET: ("年度预算余额", "the year's budget"),
    A.RESERVED: ("已批准未支付", "the money reserved"),
    A.ADVANCED: ("未结算预付", "the advance"),
    A.SPENT: ("已支出", "the money spent"),
    A.RETURNED: ("已退回", "the money returned"),
}
_YUAN = 100


def yuan(fen: int) -> str:
    """An amount as people write it: 1,234.50."""
    return f"{fen // _YUAN:,}.{fen % _YUAN:02d}"


def check_covers(account: A, left_fen: int, amount_fen: int) -> None:
    """Let an amount pass that the account has.

    Raises:
        WrongState: names what is left.
    """
    if amount_fen > left_fen:
        zh, en = CALLED[account]
        raise WrongState(
            f"{zh}还有 {yuan(left_fen)} 元，不足 {yuan(amount_fen)} 元；请减少金额，或由街道办调整预算。",
            f"There are {yuan(left_fen)} yuan in {en}, less than {yuan(amount_fen)}; lower the "
            "amount, or ask the street office for another budget.",
        )


def check_way(kind: K, leaves: A, enters: A) -> None:
    """A booking of this kind never takes another way; a bug, not a refusal."""
    if (leaves, enters) not in WAYS[kind]:
        raise ValueError(f"{kind.value} never moves money from {leaves.value} to {enters.value}")


def check_reversible(number: int, kind: K, *, is_reversed: bool) -> None:
    """Let a booking pass that can be reversed by itself, once.

    Raises:
        WrongState: it was reversed, or another deed takes it back.
    """
    if is_reversed:
        raise WrongState(
            f"第 {number} 笔记账已经冲正，不能再冲正；记错的请另记一笔。",
            f"Booking {number} was reversed already; if that was wrong, book it again.",
        )
    if kind not in REVERSIBLE:
        raise WrongState(
            f"第 {number} 笔记账不能单独冲正；批准的请撤销或变更项目，冲正本身请另记一笔。",
            f"Booking {number} cannot be reversed by itself: withdraw or change the project "
            "instead, or book a reversal again.",
        )


def never_changed(number: int) -> WrongState:
    """The refusal to change a booking, which can be reversed."""
    return WrongState(
        f"第 {number} 笔记账不能修改；记错的请冲正这笔记账，再另记一笔。",
        f"Booking {number} is never changed; if it is wrong, reverse it and book it again.",
    )


def not_set_here(area: str) -> Forbidden:
    """The refusal to people who only read the fund."""
    return Forbidden(
        f"社区 {area} 的项目扶持资金预算由街道办设置，请联系街道办。",
        f"The street office sets the support fund of community {area}; ask it.",
    )


def unchanged(amount_fen: int) -> WrongState:
    """The refusal of a budget that is set already."""
    return WrongState(
        f"年度预算已经是 {yuan(amount_fen)} 元，没有变化；要调整请填新的总额。",
        f"The budget is {yuan(amount_fen)} yuan already; give another whole amount to change it.",
    )


def no_budget(year: int) -> WrongState:
    """The refusal where no budget was set."""
    return WrongState(
        f"{year} 年没有设置这一来源的预算，还有 0.00 元；请街道办先设置年度预算，或选其他来源。",
        f"No budget of {year} is set from this source, so 0.00 yuan are left; have the street "
        "office set one first, or choose another source.",
    )


def check_names_nobody(field: str, text: str | None) -> None:
    """Let the number of a paper pass that is no number of a person: a booking keeps it for good.

    Raises:
        Invalid: it looks like one, such as a bank card.
    """
    if text is not None and personal_text.found(text):
        raise wrong_field(
            field,
            "personal_number",
            zh="这里像是填了银行卡号、证件号或电话等个人号码；请只填票据或凭证的号码。",
            en="This looks like a number of a person, such as a bank card; give the number of the "
            "paper only.",
        )
