"""Which two registrations can be one person."""

from __future__ import annotations

from vocabulary.problems import Invalid, WrongState, wrong_field


def check_two(*, is_one_person: bool) -> None:
    """Let the registrations of two rows pass.

    Raises:
        Invalid: they are of one person already.
    """
    if is_one_person:
        raise _about_other(
            "one_person_already",
            "两份注册已属于同一人。",
            "Both registrations are of one person already.",
        )


def check_one_phone(*, is_same: bool) -> None:
    """Let those pass that have one phone.

    Raises:
        Invalid: they have not.
    """
    if not is_same:
        raise _about_other(
            "another_phone",
            "两份注册的电话不同，不能合并，请核对编号。",
            "The two registrations have different phones; check the numbers.",
        )


def check_accounts(*, are_both_known: bool) -> None:
    """Let those pass of whom at most one has an account.

    Raises:
        WrongState: each has another one.
    """
    if are_both_known:
        raise WrongState(
            "两份注册各有账号，不能合并；请先联系管理员核对账号。",
            "Each of the two has another account; ask an administrator first.",
        )


def _about_other(code: str, zh: str, en: str) -> Invalid:
    return wrong_field("other_registration_id", code, zh=zh, en=en)
