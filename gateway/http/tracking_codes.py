"""Tracking codes in addresses: typing errors are found before any service is asked."""

from __future__ import annotations

import flask

from gateway.http.routes import dependencies
from vocabulary.phones import is_phone
from vocabulary.problems import FieldError, NotFound, WrongState, wrong_field
from vocabulary.tracking import code_in, grouped, normalised, was_given_out


def checked(text: str) -> str:
    """The code in its written form.

    Raises:
        NotFound: this deployment never gave it out, so it was mistyped.
        TooManyRequests: many wrong ones came from this address.
    """
    is_ours = was_given_out(text, dependencies().secret)
    dependencies().admission.check_code(flask.request.environ, is_ours=is_ours)
    if is_ours:
        return grouped(normalised(text))
    zh = "查询码有误，请核对后再输入。"
    en = "There is no such tracking code; check it for typing errors."
    raise NotFound(zh, en, fields=(FieldError("tracking_code", "mistyped", zh, en),))


def check_typing(quoted: str) -> None:
    """Let every code that was given out pass, and texts that are no codes.

    Raises:
        Invalid: it is a code that this deployment never gave out, so it was mistyped.
    """
    if (
        code_in(quoted)
        and not is_phone(quoted)
        and not was_given_out(quoted, dependencies().secret)
    ):
        raise wrong_field(
            "quoted",
            "mistyped",
            zh=f"查询码 {quoted} 有误，请核对后再输入。",
            en=f"There is no tracking code {quoted}; check it for typing errors.",
        )


def not_stored_yet() -> WrongState:
    """The code is good, but the register has not taken the appeal over yet."""
    return WrongState(
        "诉求已收到，正在登记，请稍后再试。",
        "The appeal is received and being written down; try again shortly.",
        retry_after_seconds=5,
    )
