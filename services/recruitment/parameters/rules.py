"""What a street may set a number to, and from when (R8, R11, R18, R19, R47).

Which numbers there are, their defaults and limits says `Parameter`. The street office may set
each of them; what was decided under an earlier value stays as it was.
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
            en=f"{standard.en}: {value} is not possible; "
            f"it is {standard.least} to {standard.most}.",
        )
