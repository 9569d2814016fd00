"""When a certificate of hours can be issued and printed."""

from __future__ import annotations

import re

from vocabulary.human_numbers import number_in
from vocabulary.problems import WrongState


def check_something_counts(*, lines: int) -> None:
    """A certificate tells at least one service.

    Raises:
        WrongState: nothing counts in that time.
    """
    if not lines:
        raise WrongState(
            "该期间没有已计入的服务时长，不能开具证明。",
            "No hours count in that time, so there is nothing to certify.",
        )


def check_names_somebody(name: str | None) -> str:
    """A certificate without a name is none.

    Raises:
        WrongState: the person was erased.
    """
    if name is None:
        raise WrongState(
            "该义工的个人信息已删除，不能开具或打印证明。",
            "The personal data of this volunteer was erased, so no certificate is issued or "
            "printed.",
        )
    return name


def plain(number: str) -> str:
    """A number as an address holds it: 〔2026〕12 is 2026-12."""
    return "-".join(re.findall("[0-9]+", number))


def written(number: str) -> str:
    """A number in its written form, however it was typed."""
    return number_in(number) or number
