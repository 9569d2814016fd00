"""Properties of the canonical form, on which every hash rests."""

from __future__ import annotations

import datetime as dt
import hashlib
import json

from hypothesis import given
from hypothesis import strategies as some

from audit import chain
from audit.chain import Link

_TEXTS = some.text(some.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)
_MAYBE = some.none() | _TEXTS
_MOMENTS = some.datetimes(
    dt.datetime(1970, 1, 2),  # noqa: DTZ001 - hypothesis adds the offset
    dt.datetime(2200, 1, 1),  # noqa: DTZ001 - hypothesis adds the offset
    timezones=some.sampled_from([dt.UTC, dt.timezone(dt.timedelta(hours=8))]),
)
_LINKS = some.builds(
    Link,
    kind=_TEXTS,
    identity=_TEXTS,
    seq=some.integers(1, 2**31 - 1),
    area=_MAYBE,
    change=_TEXTS,
    action=_TEXTS,
    happened_at=_MOMENTS,
    account=_MAYBE,
    role=_TEXTS,
    on_behalf_of=_MAYBE,
    address=_MAYBE,
    program=_MAYBE,
    correlation_id=_TEXTS,
    changes=_TEXTS,
    salt=_TEXTS,
    previous=_TEXTS,
)


@given(_LINKS)
def test_the_form_can_be_made_with_any_json_library(link: Link) -> None:
    """The documentation promises it: others can check the audit without our code."""
    said = [chain.FORM, *link]
    said[7] = link.happened_at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    expected = json.dumps(said, ensure_ascii=False, separators=(",", ":"))

    assert chain.canonical(link) == expected.encode()


@given(_LINKS, _LINKS)
def test_two_different_rows_never_have_the_same_form(one: Link, other: Link) -> None:
    assert (one == other) == (chain.canonical(one) == chain.canonical(other))


@given(_LINKS, some.data())
def test_a_change_of_any_field_changes_the_hash(link: Link, data: some.DataObject) -> None:
    field = data.draw(some.sampled_from(Link._fields))
    other = data.draw(_LINKS.map(lambda drawn: getattr(drawn, field)))
    changed = link._replace(**{field: other})

    assert (chain.hash_of(link) == chain.hash_of(changed)) == (link == changed)


@given(_LINKS)
def test_the_place_on_earth_where_the_clock_hangs_does_not_matter(link: Link) -> None:
    elsewhere = link._replace(
        happened_at=link.happened_at.astimezone(dt.timezone(dt.timedelta(hours=-5)))
    )

    assert chain.canonical(link) == chain.canonical(elsewhere)


@given(some.tuples(_TEXTS, _TEXTS), some.tuples(_TEXTS, _TEXTS))
def test_every_chain_begins_somewhere_else(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert (one == other) == (chain.beginning(*one) == chain.beginning(*other))


def test_the_form_never_changes() -> None:
    """Rows of every released version must be checkable for ever: a golden row."""
    link = Link(
        kind="appeal",
        identity="17",
        seq=1,
        area="440305007003",
        change="inserted",
        action="linli.gateway.appeal_submitted",
        happened_at=dt.datetime(2013, 5, 4, 2, tzinfo=dt.UTC),
        account=None,
        role="resident",
        on_behalf_of=None,
        address="203.0.113.7",
        program="http",
        correlation_id="work-17",
        changes='{"number":[null,"〔2013〕17"]}',
        salt="00ff",
        previous=chain.beginning("appeal", "17"),
    )
    form = (
        '["linli audit 1","appeal","17",1,"440305007003","inserted",'
        '"linli.gateway.appeal_submitted","2013-05-04T02:00:00.000000+00:00",null,"resident",'
        'null,"203.0.113.7","http","work-17","{\\"number\\":[null,\\"〔2013〕17\\"]}","00ff",'
        f'"{hashlib.sha256(b"""["linli audit 1","appeal","17"]""").hexdigest()}"]'
    )

    assert chain.canonical(link).decode() == form
    assert chain.hash_of(link) == hashlib.sha256(form.encode()).hexdigest()
