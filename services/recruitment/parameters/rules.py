"""The values that a street may set, and from when (R8, R11, R18, R19, R47).

`Parameter` lists the parameters, their defaults and limits. The street office may set each of them;
decisions under an earlier value stay as they were.
"""

from __future__ import annotations

import datetime as dt

from contracts.recruitment.words import Parameter
from vocabulary.problems import wrong_field


def check_value(parameter: Parameter, value: int) -> None:
    """Let a sensible value pass.

    Raises:
        Invalid: names `value`.
    """
    standard = parameter.standard
    if not standard.least <= value <= standard.most:
        raise wrong_field(
            "value",
            "out_of_range",
            zh=f"{standard.zh}须在 {standard.least} 到 {standard.most} 之间，不能是 {value}。",
            en=f"{standard.en}: {value} is not possible; give {standard.least} to {standard.most}.",
        )


def check_day(effective_from: dt.date, today: dt.date) -> None:
    """Earlier decisions must not become wrong afterwards.

    Raises:
        Invalid: names `effective_from`.
    """
    if effective_from < today:
        raise wrong_field(
            "effective_from",
            "in_the_past",
            zh=f"生效日期 {effective_from} 已过，请填写今天或以后的日期。",
            en=f"{effective_from} has passed; give today or a later day.",
        )
