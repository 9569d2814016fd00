from __future__ import annotations

import datetime as dt
import json
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from contracts import envelope, registry
from contracts.appeals.intake import AppealSubmitted
from contracts.appeals.words import ApplicantGroup
from contracts.envelope import Envelope, Unreadable

registry.load_all()

_TEXTS = some.text(
    some.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=60
).filter(lambda text: bool(text.strip()))
_MOMENTS = some.datetimes(
    dt.datetime(1970, 1, 2),  # noqa: DTZ001 - hypothesis adds the offset
    dt.datetime(2200, 1, 1),  # noqa: DTZ001 - hypothesis adds the offset
    timezones=some.just(dt.UTC),
)
_SHORT = some.text(some.characters(codec="utf-8", exclude_characters="\x00"), max_size=10)
# As long as those that JSON's readers agree on.
_INTEGERS = some.integers(-(2**53), 2**53)
_JSON = some.recursive(
    some.none() | some.booleans() | _INTEGERS | _SHORT,
    lambda inside: some.lists(inside, max_size=4) | some.dictionaries(_SHORT, inside, max_size=4),
)
_ENVELOPES = some.builds(
    Envelope,
    id=some.uuids(),
    source=some.just("/linli/appeals"),
    type=_TEXTS,
    subject=_TEXTS,
    time=_MOMENTS,
    data=some.dictionaries(_SHORT, _JSON, max_size=5),
    data_version=some.integers(1, 9),
    correlation_id=_TEXTS,
    area=some.none() | some.just("440305007003"),
    sequence=some.none() | some.integers(1, 10**12).map(str),
    causation_id=some.none() | some.uuids().map(str),
    actor_role=some.none() | some.just("commissioner"),
)
_SUBMISSIONS = some.builds(
    AppealSubmitted,
    appeal_id=some.uuids(),
    tracking_code=some.just("7K3M-0QXR-9TNB-4H2C"),
    community=some.sampled_from(["440305007001", "440305007003"]),
    category=some.just("fire_safety"),
    applicant_group=some.sampled_from(ApplicantGroup),
    text=_TEXTS,
    contact_name=some.none() | _TEXTS,
    contact_phone=some.none(),
    received_at=_MOMENTS,
    submitted_at=_MOMENTS,
    submitted_by=some.none() | _TEXTS,
)


@given(_ENVELOPES)
def test_an_envelope_comes_back_as_it_went(sent: Envelope) -> None:
    assert sent == envelope.read(sent.text())


@given(some.lists(_ENVELOPES, max_size=4))
def test_a_batch_comes_back_in_its_order(sent: list[Envelope]) -> None:
    batch = "[" + ",".join(one.text() for one in sent) + "]"

    assert sent == envelope.read_batch(batch.encode())


@given(_SUBMISSIONS, some.uuids(), _MOMENTS)
def test_an_event_comes_back_as_it_went(
    event: AppealSubmitted, event_id: UUID, time: dt.datetime
) -> None:
    sent = envelope.wrap(event, event_id=event_id, time=time, correlation_id="c")

    found = envelope.read(sent.text())

    assert event == found.event()
    assert (str(event.appeal_id), event.community) == (found.subject, found.area)


@given(some.binary(max_size=200))
def test_rubbish_is_unreadable(rubbish: bytes) -> None:
    """Such a body goes to the dead letters at once; no other error may come out."""
    with pytest.raises(Unreadable):
        envelope.read(rubbish)
    if rubbish.strip() != b"[]":
        with pytest.raises(Unreadable):
            envelope.read_batch(rubbish)


_SENT = Envelope(
    id=UUID(int=1),
    source="/linli/appeals",
    type="linli.appeals.appeal_closed",
    subject="17",
    time=dt.datetime(2013, 5, 4, tzinfo=dt.UTC),
    data={},
    data_version=1,
    correlation_id="c",
)


@pytest.mark.parametrize("character", ["\\ud800", "\\uDC00", "\\u0000"])
def test_what_no_database_keeps_is_unreadable(character: str) -> None:
    """It would otherwise fail where it is written down, for ever."""
    written = _SENT.text().replace('"c"', f'"c{character}"')
    assert character in written

    with pytest.raises(Unreadable) as refused:
        envelope.read(written)

    assert str(refused.value).isprintable()


@pytest.mark.parametrize("escape", ["\\ud83d\\ude00", "\\\\u0000", "\\\\ud800"])
def test_whole_characters_and_backslashes_are_kept(escape: str) -> None:
    written = _SENT.text().replace('"c"', f'"c{escape}"')

    assert envelope.read(written).correlation_id == json.loads(f'"c{escape}"')


@given(_JSON)
def test_json_that_is_no_event_is_unreadable(found: Any) -> None:
    with pytest.raises(Unreadable):
        envelope.read(json.dumps(found))


@given(_ENVELOPES, some.data())
def test_a_damaged_attribute_is_unreadable_or_reads_as_an_envelope(
    sent: Envelope, data: some.DataObject
) -> None:
    attributes = sent.attributes()
    damaged = data.draw(some.sampled_from(sorted(attributes)))
    attributes[damaged] = data.draw(_JSON)

    try:
        found = envelope.read(json.dumps(attributes))
    except Unreadable:
        return
    assert isinstance(found, Envelope)


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("time", "2013-05-04T09:30:00"),
        ("time", "yesterday"),
        ("dataversion", float("inf")),
        ("area", ["440305007003"]),
        ("id", "17"),
        ("data", "text"),
    ],
)
def test_an_attribute_of_another_form_is_unreadable(attribute: str, value: Any) -> None:
    attributes = _an_envelope().attributes() | {attribute: value}

    with pytest.raises(Unreadable):
        envelope.read(json.dumps(attributes))


def test_json_nested_beyond_reason_is_unreadable() -> None:
    """It must not look like a failure that trying again could heal."""
    with pytest.raises(Unreadable):
        envelope.read("[" * 200_000)


def test_what_nests_too_deep_to_be_written_again_is_unreadable() -> None:
    """A dead letter of it could not be kept."""
    for depth in range(150, 1100, 50):
        nested = "[" * depth + "]" * depth
        written = _an_envelope().text().replace('"data":{}', f'"data":{{"later":{nested}}}')
        try:
            found = envelope.read(written)
        except Unreadable:
            continue
        assert depth < 300
        assert envelope.read(found.text()) == found


@pytest.mark.parametrize(
    "missing",
    [
        "specversion",
        "id",
        "source",
        "type",
        "subject",
        "time",
        "dataversion",
        "correlationid",
        "data",
    ],
)
def test_without_a_required_attribute_it_is_unreadable(missing: str) -> None:
    attributes = _an_envelope().attributes()
    del attributes[missing]

    with pytest.raises(Unreadable):
        envelope.read(json.dumps(attributes))


def test_an_unknown_type_is_readable_as_an_envelope_but_not_as_an_event() -> None:
    """Programs that store or forward events need no contract; those that use the data do."""
    found = envelope.read(_an_envelope(type="linli.appeals.appeal_teleported").text())

    with pytest.raises(Unreadable, match="appeal_teleported"):
        found.event()


def test_data_that_does_not_fit_is_unreadable_and_names_the_field() -> None:
    found = envelope.read(_an_envelope(type="linli.appeals.appeal_closed").text())

    with pytest.raises(Unreadable, match="appeal_id"):
        found.event()


def test_an_absent_attribute_is_left_out_rather_than_null() -> None:
    """CloudEvents 1.0: null is not a value of an attribute."""
    assert None not in _an_envelope().attributes().values()


def _an_envelope(*, type: str = "linli.appeals.appeal_closed") -> Envelope:  # noqa: A002 - the attribute's name
    return Envelope(
        id=UUID("01970a3c-7d00-7000-8000-000000000001"),
        source="/linli/appeals",
        type=type,
        subject="01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3",
        time=dt.datetime(2013, 5, 4, tzinfo=dt.UTC),
        data={},
        data_version=1,
        correlation_id="c",
    )
