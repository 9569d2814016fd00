"""The needs of a handbook, and what it may show of a person (R14, R22, R23).

An entry is complete with at least one promise, while the appointment waits for its parts or is in
office. An edition holds the entries complete and in office on its day, and needs station and
channel. Names and phones are not stored in it: they are looked up each time, and shown only while
the person is in office and the consent holds (PIPL art. 25).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from contracts.recruitment.words import AppointmentState
from vocabulary import personal_text
from vocabulary.phones import same_phone
from vocabulary.problems import WrongState, wrong_field

_MOBILE = re.compile("1[3-9][0-9]{9}")
#: An appointment in one of these states has an entry in the handbook.
WITH_ENTRY = frozenset({AppointmentState.PENDING, AppointmentState.IN_OFFICE})


def check_state(state: AppointmentState) -> None:
    """Check that an appointment is decided and has not ended.

    Raises:
        WrongState: it is not.
    """
    if state not in WITH_ENTRY:
        raise WrongState(
            "只有已决定聘任、尚未终止的专员可以编入手册。",
            "Only an appointment that is decided and has not ended can be in the handbook.",
        )


def check_words(words: Iterable[tuple[str, str | None]]) -> None:
    """Check that a text may be public: it has no number of a person.

    Raises:
        Invalid: names the field.
    """
    for field, text in words:
        if text is not None and personal_text.found(text):
            raise wrong_field(
                field,
                "personal_number",
                zh="手册是公开的，文字里像是有个人号码，请删去。",
                en="The handbook is public, and this text contains what looks like a "
                "person's number; take it out.",
            )


def check_promises(
    ids: Sequence[str], targets: Sequence[tuple[int | None, str | None]], known: Collection[str]
) -> None:
    """Check that promises are distinct and countable.

    Raises:
        Invalid: names `promises`.
    """
    if len(set(ids)) != len(ids) or not set(ids) <= set(known):
        raise wrong_field(
            "promises",
            "unknown_promise",
            zh="承诺的编号不属于这一条目，或重复了；新承诺请不要填写编号。",
            en="The id of a promise is not of this entry, or is there twice; leave it out "
            "for a new one.",
        )
    if any((target is None) != (unit is None) for target, unit in targets):
        raise wrong_field(
            "promises",
            "target_without_unit",
            zh="目标和单位须一并填写。",
            en="A target needs its unit, and a unit its target.",
        )


def check_office_phone(phone: str | None) -> None:
    """Check that a phone is an office's; a person's own must not be public.

    Raises:
        Invalid: names `phone`.
    """
    if phone is not None and _MOBILE.fullmatch(same_phone(phone)):
        raise wrong_field(
            "phone",
            "mobile_number",
            zh="手册是公开的，请填写办公电话，不能是个人手机号。",
            en="The handbook is public: give the phone of the office, not a mobile number.",
        )


def check_channel(phone: str | None, address: str | None) -> None:
    """A channel that leads nowhere is none.

    Raises:
        Invalid: names `phone`.
    """
    if phone is None and address is None:
        raise wrong_field(
            "phone",
            "one_of_two",
            zh="监督渠道请至少填写电话或地址之一。",
            en="Give a phone or an address of the supervision channel.",
        )


def check_publishable(
    *,
    has_station: bool,
    has_channel: bool,
    entries: int,
    promises: Sequence[str],
    most: int,
    longest: int,
) -> None:
    """Check that an edition can be printed; `longest`: characters of all promises together.

    Raises:
        WrongState: something is missing, or the promises are too many or too long.
    """
    if not has_station:
        raise WrongState("请先填写固定联络站。", "First give the contact station.")
    if not has_channel:
        raise WrongState("请先公开监督渠道。", "Make the supervision channel public first.")
    if not entries:
        raise WrongState(
            "没有在聘且条目完整的专员。", "No commissioner in office has a complete entry."
        )
    if len(promises) > most:
        raise WrongState(
            f"一版手册最多 {most} 条承诺，现在是 {len(promises)} 条，请精简。",
            f"An edition may have {most} promises at most, and there are {len(promises)}; make "
            "fewer.",
        )
    length = sum(map(len, promises))
    if length > longest:
        raise WrongState(
            f"一版手册的承诺合计最多 {longest} 字，现在是 {length} 字，请精简。",
            f"The promises of an edition may have {longest} characters at most together, and "
            f"there are {length}; shorten them.",
        )
