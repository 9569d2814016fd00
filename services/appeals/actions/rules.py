"""Which of the seven methods may be used when (R32 to R39)."""

from __future__ import annotations

from collections.abc import Collection

from contracts.appeals.words import Method
from contracts.words import value_name
from vocabulary.problems import wrong_field


def check_method(method: Method, tried: Collection[Method], *, number: str) -> None:
    """R67: horizontal before vertical (先横向沟通，后纵向反映).

    A proposal upwards (⑦) comes only after one of the methods ① to ⑥ has been
    tried in the community, in this round or an earlier one.

    Raises:
        Invalid: names `method`.
    """
    if method is Method.PROPOSE_UPWARDS and not set(tried) - {Method.PROPOSE_UPWARDS}:
        name = value_name(method)
        raise wrong_field(
            "method",
            "community_first",
            zh=f"诉求{number}尚未在社区内用方法①至⑥办理过，不能直接用“{name.zh}”；"
            "请先在社区内办理并记录。",
            en=f"Appeal {number} has seen none of the methods 1 to 6 yet, so “{name.en}” is too "
            "early; act in the community first and record it.",
        )
