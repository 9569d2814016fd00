"""The values that a street may set, and from when (R8, R11, R18, R19, R47).

`Parameter` lists the parameters, their defaults and limits. The street office may set each of them;
decisions under an earlier value stay as they were.
"""

from __future__ import annotations

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
