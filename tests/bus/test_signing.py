"""A service believes who asks because the gateway signed it, and for this request alone."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from bus.offering import METHODS
from bus.signing import CLOCKS_DIFFER_SECONDS, Asked, Signatures, public_key_of
from runtime import settings
from vocabulary import retention
from vocabulary.actors import SYSTEM, to_text
from vocabulary.problems import Unavailable

_KEY = "5e" * 32
_OTHER = "0f" * 32
_ASKED = Asked(
    "appeals.show_appeal",
    b'{"args": [{}]}',
    "6d3f4f0e-8f0c-5b53-9f0a-2f6d7a3c9b10",
    {
        "actor": '["chen",[]]',
        "origin": "{}",
        "correlation_id": "c",
        "idempotency_key": "k",
    },
)


def _signatures(**given: str) -> Signatures:
    return Signatures.of(
        settings.load({f"LINLI_{name.upper()}": one for name, one in given.items()})
    )


def _signed(key: str = _KEY, seconds: float = 5.0) -> Asked:
    headers = _signatures(signing_key=key).sign(_ASKED, seconds=seconds)
    return dataclasses.replace(_ASKED, headers=headers)


@pytest.fixture
def service() -> Signatures:
    """A service other than the gateway: it has the public half."""
    return _signatures(signing_public_key=public_key_of(_KEY))


def test_what_the_gateway_signed_is_believed(service: Signatures) -> None:
    found = service.vouched(_signed())

    assert {name: found[name] for name in _ASKED.headers} == _ASKED.headers


@pytest.mark.parametrize(
    "change",
    [
        {"method": "appeals.close_appeal"},
        {"body": b'{"args": [{"note": 1}]}'},
        {"reply_to": "another-address"},
        *({"headers": {name: "other"}} for name in _ASKED.headers),
        {"headers": {"until": "2999-01-01T00:00:00+00:00"}},
        {"headers": {"signature": "00" * 64}},
        {"headers": {"signature": "no digits"}},
        {"headers": {"actor": to_text(SYSTEM)}},
    ],
    ids=str,
)
def test_a_signature_holds_for_nothing_else(service: Signatures, change: dict[str, Any]) -> None:
    """One who overheard a request could send it to another method, or as somebody else."""
    signed = _signed()
    if "headers" in change:
        change = {"headers": {**signed.headers, **change["headers"]}}

    with pytest.raises(Unavailable):
        service.vouched(dataclasses.replace(signed, **change))


def test_a_signature_of_another_key_is_refused(service: Signatures) -> None:
    with pytest.raises(Unavailable):
        service.vouched(_signed(_OTHER))


def test_a_service_cannot_sign_so_nobody_believes_its_actor(service: Signatures) -> None:
    """The street's user at the broker made itself an administrator of the gateway's."""
    asked = dataclasses.replace(_ASKED, method="gateway.create_account")
    headers = service.sign(asked, seconds=5.0)

    with pytest.raises(Unavailable):
        _signatures(signing_key=_KEY).vouched(dataclasses.replace(asked, headers=headers))


@pytest.mark.parametrize("method", METHODS)
def test_what_services_tell_each_other_is_asked_by_a_resident(
    service: Signatures, method: str
) -> None:
    """They compare what they heard; the name that they give is no right."""
    found = service.vouched(dataclasses.replace(_ASKED, method=f"appeals.{method}"))

    assert found == {"correlation_id": "c", "idempotency_key": "k"}


def test_a_request_that_was_kept_is_refused_later(service: Signatures) -> None:
    """Machines whose clocks differ by minutes understand each other, as before."""
    service.vouched(_signed(seconds=10 - CLOCKS_DIFFER_SECONDS))

    with pytest.raises(Unavailable):
        service.vouched(_signed(seconds=-10 - CLOCKS_DIFFER_SECONDS))


def test_a_signature_for_ever_is_refused(service: Signatures) -> None:
    """A gateway whose clock was turned far ahead signed what could be kept until then."""
    longest = CLOCKS_DIFFER_SECONDS + settings.LONGEST_DEADLINE_SECONDS
    service.vouched(_signed(seconds=longest - 10))

    with pytest.raises(Unavailable):
        service.vouched(_signed(seconds=longest + 10))


def test_the_first_answer_is_kept_for_longer_than_a_signature_holds() -> None:
    """Else a repeatable request that was overheard could be carried out twice."""
    shortest = retention.CLASSES["answer"].fewest * 24 * 60 * 60

    assert shortest > CLOCKS_DIFFER_SECONDS * 2 + settings.LONGEST_DEADLINE_SECONDS


def test_one_process_alone_needs_no_key() -> None:
    alone = _signatures()
    headers = alone.sign(_ASKED, seconds=5.0)

    assert alone.vouched(dataclasses.replace(_ASKED, headers=headers))
    with pytest.raises(Unavailable):
        _signatures().vouched(dataclasses.replace(_ASKED, headers=headers))
