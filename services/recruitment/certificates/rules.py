"""Whether a certificate is valid, and when one may be issued and revoked.

Only the deeds of people are stored: issued, replaced, revoked. Expiry follows from the appointment
and the day, so it happens at midnight without a clock.

    appointment           a certificate that stands is
    pending               prepared
    in office             valid until the last day of the term, then expired
    ended by its term     expired
    ended otherwise       ended
    refused, withdrawn    revoked
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Sequence
from enum import StrEnum

from contracts.recruitment.words import AppointmentState, CertificateState, EndReason
from contracts.words import value_name
from vocabulary.problems import WrongState, wrong_field
from vocabulary.state_table import where
from vocabulary.texts import written_code


class Kept(StrEnum):
    """What people did with a certificate; whether it is valid follows from its appointment too."""

    STANDING = "standing"  # 已颁发
    REPLACED = "replaced"  # 已补发
    REVOKED = "revoked"  # 已作废


_GOING_ON = frozenset({AppointmentState.PENDING, AppointmentState.IN_OFFICE})
#: Its validity today while its appointment is coming or running.
COUNTING = frozenset({CertificateState.PREPARED, CertificateState.VALID})


def counts_as(
    kept: Kept,
    *,
    appointment: AppointmentState,
    term_to: dt.date,
    end_reason: EndReason | None,
    today: dt.date,
) -> CertificateState:
    """The validity of a certificate today; `appointment`: the state of its appointment."""
    if kept is not Kept.STANDING:
        return CertificateState(kept)
    if appointment is AppointmentState.PENDING:
        return CertificateState.PREPARED
    if appointment is AppointmentState.IN_OFFICE:
        return CertificateState.EXPIRED if today > term_to else CertificateState.VALID
    if appointment is AppointmentState.ENDED:
        is_over = end_reason is EndReason.TERM_OVER
        return CertificateState.EXPIRED if is_over else CertificateState.ENDED
    return CertificateState.REVOKED


def offered(
    kept: Kept, counts: CertificateState, *, appointment: AppointmentState, manages: bool
) -> list[str]:
    """The addresses of the deeds that the caller can do with it now; `manages`: has the right."""
    is_there = manages and kept is Kept.STANDING
    return where(
        replacement=is_there and counts in COUNTING,
        revocation=is_there and appointment not in _GOING_ON,
    )


def check_can_issue(*, appointment: AppointmentState, has_one: bool) -> None:
    """Once the committee has decided, and once.

    Raises:
        WrongState: not decided, over, or there is one already.
    """
    if appointment is not AppointmentState.PENDING:
        raise WrongState(
            "只有综合党委已决定聘任、尚未到任的，可以颁发证书。",
            "A certificate can be issued only after the party committee has decided and before "
            "the office begins.",
        )
    if has_one:
        raise WrongState(
            "该聘任已有证书；遗失或有误的请补发。",
            "There is a certificate already; re-issue it if it was lost or is wrong.",
        )


def check_stands(kept: Kept) -> None:
    """Only a standing certificate can be replaced or revoked.

    Raises:
        WrongState: it was before.
    """
    if kept is not Kept.STANDING:
        raise WrongState("该证书已作废。", "The certificate is no longer valid.")


def check_can_reissue(counts_as: CertificateState) -> None:
    """Only for a person who comes into office or is in it.

    Raises:
        WrongState: the appointment came to nothing, or is over; names how.
    """
    if counts_as not in COUNTING:
        raise WrongState(
            f"{value_name(counts_as).zh}，不能补发证书；续聘的，随新的聘任颁发。",
            f"The certificate is {counts_as}, so none is issued in its place; a renewal has a "
            "certificate of its own.",
        )


def check_can_revoke(*, appointment: AppointmentState) -> None:
    """An office needs its certificate: re-issue it, or end the appointment first.

    Raises:
        WrongState: the appointment still goes on.
    """
    if appointment in _GOING_ON:
        raise WrongState(
            "聘任仍在进行，证书不能作废；有误的请补发，或先终止聘任。",
            "The appointment goes on, so its certificate cannot be revoked; re-issue it, or end "
            "the appointment first.",
        )


def check_names_somebody(name: str | None) -> None:
    """A certificate without a name is none.

    Raises:
        WrongState: the personal data of the appointment was erased.
    """
    if name is None:
        raise WrongState(
            "该聘任的个人信息已删除，证书不能再打印；仍可按编号和校验码核验。",
            "The personal data of this appointment was erased, so its certificate cannot be "
            "printed; it can still be checked by its number and code.",
        )


def check_issued_on(issued_on: dt.date, *, decided_on: dt.date, today: dt.date) -> None:
    """Between the decision and today.

    Raises:
        Invalid: names `issued_on`.
    """
    if not decided_on <= issued_on <= today:
        raise wrong_field(
            "issued_on",
            "out_of_range",
            zh=f"颁发日期 {issued_on} 须在决定日 {decided_on} 与今天之间。",
            en=f"{issued_on} is not possible; give a day from the decision on {decided_on} "
            "to today.",
        )


def check_printable(missing: Sequence[str], *, leaves_blanks: bool) -> None:
    """Check that the fonts here can print it, or that the clerk completes it by hand.

    Raises:
        Invalid: names `leaves_blanks` and each character without a glyph.
    """
    if missing and not leaves_blanks:
        named = "、".join(f"{letter}（{written_code(letter)}）" for letter in missing)
        listed = ", ".join(f"{letter} ({written_code(letter)})" for letter in missing)
        raise wrong_field(
            "leaves_blanks",
            "not_printable",
            zh=f"现有字体无法打印：{named}。可请管理员添加字体（LINLI_FONT_FOLDER），"
            "或选择缺字留空，在证书上手书。",
            en=f"No font here prints {listed}. Ask the operator for a font "
            "(LINLI_FONT_FOLDER), or send `leaves_blanks` true and write it with the brush.",
        )


def written_number(number: str) -> str:
    """As it is printed, with 号 at its end, which an office's own numbers have already."""
    return number if number.endswith("号") else f"{number}号"


def plain_number(text: str) -> str:
    """A number however it is written: 南街聘字〔2013〕第17号, [2013]17 and 2013-17 are 2013-17."""
    folded = unicodedata.normalize("NFKC", text)
    digits = "".join(letter if letter in "0123456789" else " " for letter in folded)
    return "-".join(digits.split())
