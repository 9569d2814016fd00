from __future__ import annotations

import base64
import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from joserfc import jwt
from joserfc.jwk import OctKey

from gateway.people.accounts.rules import ROLES_MOST
from gateway.people.identity import operations
from gateway.people.identity.operations import SignedIn
from runtime import clock
from runtime.identifiers import new_id
from tests.gateway.actors import HOUR, STAFF
from tests.vocabulary.teams import teams_by_role
from vocabulary.accounts import Need
from vocabulary.actors import Actor, Grant, InTeam, Role
from vocabulary.problems import Unauthenticated

_SECRET = b"a secret of a test, thirty-two bytes or more"
_OTHER = b"another secret, just as long as the first one"

_AREAS = some.from_regex(r"[1-9][0-9]{11}", fullmatch=True)
_GRANTS = some.builds(Grant, some.sampled_from(Role), _AREAS)
_ACCOUNTS = some.text(some.characters(codec="utf-8"), min_size=1, max_size=60)
_ACTORS = some.builds(Actor, _ACCOUNTS, some.lists(_GRANTS, max_size=4).map(tuple), teams_by_role)


@given(_ACTORS)
def test_a_token_gives_back_its_actor(actor: Actor) -> None:
    assert operations.actor_of(_SECRET, operations.issue(_SECRET, actor, HOUR)) == actor


def test_a_token_of_as_many_roles_and_teams_as_an_account_holds_fits_a_header() -> None:
    """Each of thirty memberships in other communities gives a role and a team."""
    grants = tuple(Grant(Role.SOCIAL_WORKER, f"4403050070{n:02}") for n in range(ROLES_MOST))
    teams = tuple(InTeam(Role.SOCIAL_WORKER, new_id()) for _ in grants)
    actor = Actor(str(new_id()), grants, teams)

    signed_in = SignedIn(10**6, new_id(), tuple(Need))
    token = operations.issue(_SECRET, actor, HOUR, signed_in=signed_in, token_id=new_id())

    assert operations.actor_of(_SECRET, token) == actor


@given(_ACTORS)
def test_another_secrets_token_does_not_hold(actor: Actor) -> None:
    with pytest.raises(Unauthenticated):
        operations.actor_of(_SECRET, operations.issue(_OTHER, actor, HOUR))


@given(some.data())
def test_a_changed_token_does_not_hold(data: some.DataObject) -> None:
    token = operations.issue(_SECRET, STAFF, HOUR)
    header, payload, signature = token.split(".")
    # The last letter of each part holds bits that no byte uses.
    part = data.draw(some.sampled_from([0, 1, 2]))
    place = data.draw(some.integers(0, len(token.split(".")[part]) - 2))
    letter = data.draw(some.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"))
    parts = [header, payload, signature]
    changed = parts[part][:place] + letter + parts[part][place + 1 :]
    if changed == parts[part]:
        return
    parts[part] = changed

    with pytest.raises(Unauthenticated):
        operations.actor_of(_SECRET, ".".join(parts))


@given(some.text(max_size=200) | some.binary(max_size=200).map(lambda raw: raw.decode("latin1")))
def test_whatever_is_sent_is_refused_in_order(text: str) -> None:
    with pytest.raises(Unauthenticated):
        operations.actor_of(_SECRET, text)


def test_a_token_ends_at_its_time_also_when_it_was_seen_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    token = operations.issue(_SECRET, STAFF, HOUR)
    operations.actor_of(_SECRET, token)
    later = clock.now() + HOUR + dt.timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)

    with pytest.raises(Unauthenticated, match="expired"):
        operations.actor_of(_SECRET, token)


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "somebody else"},
        {"aud": None},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"exp": None},
        {"exp": "soon"},
        {"grants": None},
        {"grants": "administrator"},
        {"grants": [["administrator"]]},
        {"grants": [["emperor", "440305007003"]]},
        {"grants": [["administrator", "4403"]]},
        {"grants": [["administrator", None]]},
    ],
)
def test_a_signed_token_with_wrong_claims_does_not_hold(changes: dict[str, Any]) -> None:
    claims = {"sub": "a", "grants": [], "iat": 0, "exp": 9_999_999_999, "aud": "linli"} | changes
    kept = {name: value for name, value in claims.items() if value is not None}
    token = jwt.encode({"alg": "HS256"}, kept, OctKey.import_key(_SECRET))

    with pytest.raises(Unauthenticated):
        operations.actor_of(_SECRET, token)


def test_a_token_cannot_choose_to_be_unsigned() -> None:
    header, payload = (
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()
        for part in (
            {"alg": "none", "typ": "JWT"},
            {"sub": "a", "grants": [], "iat": 0, "exp": 9_999_999_999, "aud": "linli"},
        )
    )

    with pytest.raises(Unauthenticated):
        operations.actor_of(_SECRET, f"{header}.{payload}.")


def test_a_token_cannot_choose_another_algorithm() -> None:
    claims = {"sub": "a", "grants": [], "iat": 0, "exp": 9_999_999_999, "aud": "linli"}
    token = jwt.encode({"alg": "HS512"}, claims, OctKey.import_key(_SECRET), algorithms=["HS512"])

    with pytest.raises(Unauthenticated):
        operations.actor_of(_SECRET, token)


def test_a_very_long_token_is_not_looked_at() -> None:
    actor = Actor("a", tuple(Grant(Role.VOLUNTEER, "440305007003") for _ in range(400)))

    with pytest.raises(Unauthenticated):
        operations.actor_of(_SECRET, operations.issue(_SECRET, actor, HOUR))
