"""The proof of a person's identity."""

from __future__ import annotations

from vocabulary.problems import FieldError, Invalid


def check_given(phone: str | None, email: str | None) -> None:
    """Check that a proof has something to compare.

    Raises:
        Invalid: neither a phone number nor an e-mail address.
    """
    if phone is None and email is None:
        zh = "请填写提出诉求时留下的手机号或邮箱，至少一项。"
        en = "Give the phone number or the e-mail address that was left with the appeal."
        raise Invalid(
            zh, en, fields=tuple(FieldError(name, "required", zh, en) for name in _PROOFS)
        )


_PROOFS = ("phone", "email")
