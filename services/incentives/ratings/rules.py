"""One rating for a household or phone, and results only of enough of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from contracts.incentives.words import RatedBy
from vocabulary.households import same_household
from vocabulary.phones import same_phone
from vocabulary.problems import Invalid, WrongState, wrong_field


def reading(household: str | None, phone: str | None) -> tuple[str, str]:
    """By what a household or phone is known again: its kind, and one reading of all spellings.

    Raises:
        Invalid: neither or both, or one that says nothing.
    """
    if (household is None) == (phone is None):
        raise _one_of_two()
    if phone is not None:
        kind, same = "phone", same_phone(phone)
    else:
        kind, same = "household", same_household(household or "")
    if not same:
        raise _one_of_two()
    return kind, same


def check_scores(rated: Sequence[UUID], reported: Collection[UUID]) -> None:
    """Let scores pass that are of commissioners of the report, each once.

    Raises:
        Invalid: names `scores`.
    """
    if len(set(rated)) != len(rated) or not set(rated) <= set(reported):
        raise wrong_field(
            "scores",
            "not_in_report",
            zh="有评议对象不在这份履职公示里，或重复了；请按公示中的专员逐一评议。",
            en="A score is for someone who is not in this report, or there twice; give one for "
            "each commissioner of the report.",
        )


def check_way(way: RatedBy) -> None:
    """Let a clerk record only what did not come from the web.

    Raises:
        Invalid: names `way`.
    """
    if way is RatedBy.WEB:
        raise wrong_field(
            "way",
            "not_recorded",
            zh="网上的评议由居民自己提交；代录请选择“纸质”或“电话”。",
            en="Residents rate on the web themselves; record `paper` or `phone`.",
        )


def check_open(quarter: str, *, is_open: bool) -> None:
    """Let ratings in while the quarter after the report runs.

    Raises:
        WrongState: the time for them is over.
    """
    if not is_open:
        raise WrongState(
            f"{quarter} 履职公示的评议已截止，请评议最新一期。",
            f"The time to rate the report of {quarter} is over; rate the newest one.",
        )


def doubled() -> WrongState:
    """The refusal of a second rating."""
    return WrongState(
        "该住户或手机号已经评议过这一期，每期限一次；如有误，请联系社区工作站。",
        "This household or phone has rated this report already, and one rating counts; if that "
        "is wrong, ask the workstation of the community.",
    )


def _one_of_two() -> Invalid:
    return wrong_field(
        "household",
        "one_of_two",
        zh="请填写住址或手机号其中一项，每户或每个手机号每期评议一次；系统不保存它。",
        en="Give a household or a phone, one of the two: each rates a report once. It is not "
        "stored.",
    )
