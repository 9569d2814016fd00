"""The proof of a person who asks for their data."""

from __future__ import annotations

from vocabulary.problems import Forbidden


def check_proved(*, is_theirs: bool) -> None:
    """Let a person pass who knows the phone of the registration.

    Raises:
        Forbidden: it is another one, or was erased.
    """
    if not is_theirs:
        raise Forbidden(
            "查询码与注册时的手机号不符，请核对，或到社区工作站办理。",
            "The code does not match the phone of the registration; check it, or ask at the "
            "workstation.",
        )
