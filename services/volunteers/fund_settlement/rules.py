"""What speaks against a receipt, a settlement, or closing."""

from __future__ import annotations

import datetime as dt

from vocabulary.counted import counted
from vocabulary.problems import Invalid, WrongState, wrong_field


def check_spent_on(spent_on: dt.date, *, approved_on: dt.date, today: dt.date) -> None:
    """Let the day of a receipt pass that lies between the approval and today.

    Raises:
        Invalid: before the approval, or still to come.
    """
    if spent_on < approved_on:
        raise wrong_field(
            "spent_on",
            "before_approval",
            zh=f"票据日期 {spent_on} 早于批准日期 {approved_on}，批准以前的支出不予报销。",
            en=f"The receipt is of {spent_on}, before the approval on {approved_on}; earlier "
            "expenses are not paid.",
        )
    if spent_on > today:
        raise wrong_field(
            "spent_on",
            "in_the_future",
            zh=f"票据日期 {spent_on} 还没有到，请核对。",
            en=f"The receipt is of {spent_on}, which is still to come; check the day.",
        )


def used_twice(reference: str, number: str | None) -> Invalid:
    """The refusal of a receipt that was handed in before; None: in another community."""
    zh, en = ("本街道其他社区的项目", "a project of another community")
    if number is not None:
        zh, en = f"项目{number}", f"project {number}"
    return wrong_field(
        "reference",
        "used_twice",
        zh=f"票据 {reference} 已用于{zh}，一张票据只报销一次，请核对号码。",
        en=f"Receipt {reference} was handed in for {en}, and a receipt is paid once; check its "
        "number.",
    )


def of_another(number: str) -> Invalid:
    """The refusal of a receipt that belongs to another application."""
    return wrong_field(
        "receipt_id",
        "of_another_application",
        zh=f"这张票据不属于项目{number}，请在它所属的项目里办理。",
        en=f"The receipt is none of project {number}; open the project that it belongs to.",
    )


def check_undecided(number: int, *, is_decided: bool) -> None:
    """Let a receipt pass that nobody decided on.

    Raises:
        WrongState: it was decided on; the way out is a reversal.
    """
    if is_decided:
        raise WrongState(
            f"第 {number} 张票据已经核对；核对有误的，请街道办冲正这笔记账，或请专员重新登记。",
            f"Receipt {number} is decided; if that was wrong, have the street office reverse its "
            "booking, or the commissioner enter it again.",
        )


def check_is_seen(number: int, reason: str | None, *, has_photo: bool) -> None:
    """Let a receipt pass that has a photo, or a note of how it was checked without one.

    Raises:
        Invalid: neither is there.
    """
    if not has_photo and reason is None:
        raise wrong_field(
            "reason",
            "photo_missing",
            zh=f"第 {number} 张票据没有照片；请退回结算、由专员拍照上传，或在说明里写明原件在哪里核对。",
            en=f"Receipt {number} has no photo; send the settlement back so that the commissioner "
            "attaches one, or note where its paper was checked.",
        )


def check_removable(number: int, *, was_decided: bool) -> None:
    """Let a receipt pass that nobody ever decided on.

    Raises:
        WrongState: it was.
    """
    if was_decided:
        raise WrongState(
            f"第 {number} 张票据已经核对过，不能删除；有误的请不予报销并说明原因。",
            f"Receipt {number} was decided on, so it stays; refuse it with the reason instead.",
        )


def check_all_decided(number: str, open_receipts: int) -> None:
    """Let a project pass whose receipts are all decided.

    Raises:
        WrongState: says how many are not.
    """
    if open_receipts:
        are = counted(open_receipts, "receipt is", "receipts are")
        raise WrongState(
            f"项目{number}还有 {open_receipts} 张票据没有核对，请工作站先逐张核对。",
            f"{are} not decided in project {number}; have the workstation check each first.",
        )


def check_rest_is_back(number: str, advanced: str, *, is_back: bool) -> None:
    """Let a project pass whose rest of the advance came back.

    Raises:
        WrongState: says how much is missing.
    """
    if not is_back:
        raise WrongState(
            f"项目{number}的预付还有 {advanced} 元没有结算，请先登记余款退回。",
            f"{advanced} yuan of the advance of project {number} are not accounted for; record "
            "what came back first.",
        )


def check_paper(paper: str | None, beyond: str, *, is_needed: bool) -> None:
    """Expenses beyond the advance were paid by a voucher.

    Raises:
        Invalid: it is missing.
    """
    if is_needed and paper is None:
        raise wrong_field(
            "paper",
            "paper_missing",
            zh=f"预付以外报销了 {beyond} 元，请填写付款凭证号。",
            en=f"{beyond} yuan were paid beyond the advance; give the number of the voucher.",
        )


def closed(number: str) -> WrongState:
    """The refusal to reverse a booking of a closed project."""
    return WrongState(
        f"项目{number}已办结，记账不再冲正；事后追回的资金请由街道办计入年度预算。",
        f"Project {number} is closed, so its bookings stay; money that comes back later is added "
        "to the year's budget by the street office.",
    )
