from __future__ import annotations

import io
import json
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.http import incoming
from gateway.http.incoming import BODY_LARGEST_BYTES
from gateway.limits.admission import Admission
from gateway.limits.rate_limits.operations import RateLimits
from gateway.people.callers import Callers, Credentials
from tests.gateway.actors import STAFF
from tests.gateway.doubles import A_KEY
from vocabulary.actors import RESIDENT, Actor
from vocabulary.permissions import Action
from vocabulary.problems import Invalid, Malformed, TooLarge, Unauthenticated


def _containers(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4)


class Source(io.BytesIO):
    """A body that counts how much of it was read."""

    was_read = 0

    def read(self, size: int | None = -1) -> bytes:
        """Give at most a kilobyte at a time, as a slow network does."""
        part = super().read(min(1024, -1 if size is None else size) if size else size)
        self.was_read += len(part)
        return part


def _environ(body: bytes, **given: str) -> dict[str, Any]:
    return {"wsgi.input": Source(body), "CONTENT_TYPE": "application/json"} | given


def test_a_body_is_read_whole_however_it_arrives() -> None:
    body = b'"' + b"x" * 5000 + b'"'

    assert incoming.json_body(_environ(body, CONTENT_LENGTH="5002")) == "x" * 5000


def test_a_body_that_says_it_is_too_large_is_not_read() -> None:
    environ = _environ(b"x" * 100_000, CONTENT_LENGTH="10000000")

    with pytest.raises(TooLarge):
        incoming.json_body(environ)
    assert environ["wsgi.input"].was_read == 0


def test_a_chunked_body_is_read_to_the_limit_only() -> None:
    environ = _environ(b"x" * 1_000_000, HTTP_TRANSFER_ENCODING="chunked")

    with pytest.raises(TooLarge):
        incoming.json_body(environ)
    assert environ["wsgi.input"].was_read == BODY_LARGEST_BYTES + 1


def test_a_chunked_body_within_the_limit_is_read() -> None:
    assert incoming.json_body(_environ(b'{"a": 1}', HTTP_TRANSFER_ENCODING="chunked")) == {"a": 1}


@pytest.mark.parametrize("length", ["abc", "-1", "1e3", "٣"])
def test_a_length_that_is_no_number_is_refused(length: str) -> None:
    with pytest.raises(Malformed):
        incoming.json_body(_environ(b"{}", CONTENT_LENGTH=length))


def test_a_length_of_many_digits_is_too_large() -> None:
    with pytest.raises(TooLarge):
        incoming.json_body(_environ(b"{}", CONTENT_LENGTH="9" * 5000))


def test_a_body_that_breaks_off_is_told_to() -> None:
    with pytest.raises(Malformed, match="whole"):
        incoming.json_body(_environ(b'{"a":', CONTENT_LENGTH="20"))


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b'{"text": "a", "text": "b"}', "text"),
        (b'{"a": [{"b": 1, "b" : 1}]}', "b"),
        (b'{"a": 1, "\\u0061": 2}', "a"),
        (b'{"":1,"":2}', ""),
        (b'{"half": "\\ud800", "a": 1, "a": 2}', "a"),
    ],
)
def test_a_member_that_stands_twice_is_refused_by_name(body: bytes, name: str) -> None:
    """What another reader checked must be what we do: each keeps another one of the two."""
    with pytest.raises(Malformed) as refused:
        incoming.json_body(_environ(body, CONTENT_LENGTH=str(len(body))))

    [field] = refused.value.fields
    assert (field.field, field.code) == (name, "doubled")


@given(st.recursive(st.text() | st.none(), _containers))
def test_a_body_without_doubled_members_is_taken_whatever_its_texts_hold(data: Any) -> None:
    body = json.dumps(data).encode()

    assert incoming.json_body(_environ(body, CONTENT_LENGTH=str(len(body)))) == data


def test_doubled_members_are_found_at_any_depth() -> None:
    body = b'{"a":' * 900 + b'{"b":1,"b":2}' + b"}" * 900

    with pytest.raises(Malformed):
        incoming.json_body(_environ(body, CONTENT_LENGTH=str(len(body))))


@pytest.mark.parametrize("header", ["Basic YTpi", "Bearer", "Bearer ", "token"])
def test_only_bearer_tokens_are_taken(header: str) -> None:
    environ = {"HTTP_AUTHORIZATION": header}

    with pytest.raises(Unauthenticated):
        incoming.admitted(
            environ,
            Action.APPEAL_READ,
            Admission(RateLimits(), Callers(b"secret" * 8, Credentials())),
        )


@pytest.mark.parametrize(
    "key",
    ["1", "my-first-appeal", "0" * 32, A_KEY[:-1], f"{{{A_KEY}}}", f"{0:036}"]
    + [str(UUID(int=number)) for number in (0, 2**128 - 1)],
)
def test_a_key_without_an_account_is_one_that_nobody_else_comes_upon(key: str) -> None:
    """Under key 1 a third person got the tracking code of somebody with the same words."""
    assert _refusal(key, RESIDENT) == "key_not_uuid"


@pytest.mark.parametrize("written", [A_KEY, A_KEY.upper(), f'"{A_KEY}"'])
def test_a_uuid_is_one_key_however_it_is_written(written: str) -> None:
    assert incoming.idempotency_key({"HTTP_IDEMPOTENCY_KEY": written}, RESIDENT) == A_KEY


@pytest.mark.parametrize(
    ("written", "key"),
    [("k", "k"), ('"k"', "k"), (r'"a\"\\b"', r'a"\b'), ('k"', 'k"'), ('"a"b"', '"a"b"')],
)
def test_quotes_around_a_key_are_none_of_it(written: str, key: str) -> None:
    assert incoming.idempotency_key({"HTTP_IDEMPOTENCY_KEY": written}, STAFF) == key


@pytest.mark.parametrize(
    "written", ["", '""', "k" * 201, "a key", "first,second", f"{A_KEY},{A_KEY}"]
)
def test_what_is_no_key_or_more_than_one_is_refused(written: str) -> None:
    """Two header lines arrive as one with a comma."""
    assert _refusal(written, STAFF) == _refusal(written, RESIDENT) == "malformed_key"


def _refusal(written: str, actor: Actor) -> str:
    with pytest.raises(Invalid) as refused:
        incoming.idempotency_key({"HTTP_IDEMPOTENCY_KEY": written}, actor)
    [error] = refused.value.fields
    assert error.field == "Idempotency-Key"
    return error.code
