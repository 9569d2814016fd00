"""What is believed of a provider's answer: nothing that it does not prove."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import json
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as some
from joserfc import jwt
from joserfc.jwk import ECKey, Key, RSAKey

from gateway.people.openid import rules
from gateway.people.openid.rules import Expected, KeyUnknown, Known, Trip
from gateway.wire import sealed_cookies
from vocabulary.problems import Invalid, Problem, Unauthenticated

_NOW = dt.datetime(2013, 5, 6, 1, 30, tzinfo=dt.UTC)
_SECONDS = int(_NOW.timestamp())
_ISSUER, _CLIENT = "https://id.example.cn", "linli"
_EXPECTED = Expected(_ISSUER, _CLIENT, "a nonce")
_KEY = RSAKey.generate_key(2048, parameters={"kid": "first"})
_OTHER = RSAKey.generate_key(2048, parameters={"kid": "first"})
_CURVE = ECKey.generate_key("P-256", parameters={"kid": "curve"})
_CLAIMS = {
    "iss": _ISSUER,
    "sub": "ao.jiannan",
    "aud": _CLIENT,
    "exp": _SECONDS + 300,
    "iat": _SECONDS,
    "nonce": "a nonce",
}


def _token(key: Key = _KEY, *, alg: str = "RS256", kid: str | None = "first", **claims: Any) -> str:
    header = {"alg": alg} | ({"kid": kid} if kid is not None else {})
    said = {name: value for name, value in (_CLAIMS | claims).items() if value is not None}
    return jwt.encode(header, said, key, algorithms=[alg])


def _public(*keys: Key) -> tuple[Key, ...]:
    return tuple(type(key).import_key(key.as_dict(private=False)) for key in keys)


def _verified(token: str, *keys: Key) -> Known:
    return rules.verified(token, _public(*(keys or (_KEY,))), _EXPECTED, _NOW)


def _base64(part: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")


def _wrong(token: str, *keys: Key) -> str:
    with pytest.raises(Unauthenticated) as refused:
        _verified(token, *keys)
    return refused.value.fields[0].field


def test_a_token_made_for_this_sign_in_names_a_person() -> None:
    assert _verified(_token(acr="high", amr=["pwd", "otp"])) == Known(
        "ao.jiannan", "high", ("pwd", "otp")
    )


@pytest.mark.parametrize("alg", ["RS256", "RS512", "PS256"])
def test_signatures_of_a_key_pair_are_taken(alg: str) -> None:
    assert _verified(_token(alg=alg)).subject == "ao.jiannan"
    assert _verified(_token(_CURVE, alg="ES256", kid="curve"), _KEY, _CURVE).subject


def test_a_token_without_the_name_of_a_key_is_tried_with_each() -> None:
    assert _verified(_token(kid=None), _CURVE, _KEY).subject == "ao.jiannan"


def test_another_keys_signature_is_refused() -> None:
    assert _wrong(_token(_OTHER)) == "signature"


def test_a_changed_token_is_refused() -> None:
    head, body, mark = _token().split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    forged = _base64(claims | {"sub": "another"})

    assert _wrong(f"{head}.{forged}.{mark}") == "signature"


def test_a_token_without_signature_is_refused() -> None:
    assert _wrong(f"{_base64({'alg': 'none'})}.{_base64(_CLAIMS)}.") == "alg"


def test_the_public_key_is_no_shared_secret() -> None:
    """HS256 with the public key, which everybody has, as its secret."""
    head, body = (_base64(part) for part in ({"alg": "HS256", "kid": "first"}, _CLAIMS))
    signed = hmac.digest(_KEY.as_pem(private=False), f"{head}.{body}".encode(), hashlib.sha256)
    mark = base64.urlsafe_b64encode(signed).decode().rstrip("=")

    assert _wrong(f"{head}.{body}.{mark}") == "alg"


def test_a_key_that_is_not_known_is_asked_for() -> None:
    with pytest.raises(KeyUnknown):
        _verified(_token(kid="second"))


@pytest.mark.parametrize(
    "said", [{"use": "enc"}, {"alg": "RS512"}], ids=["for sealing", "for another algorithm"]
)
def test_a_key_is_used_for_what_it_is_published_for(said: dict[str, str]) -> None:
    key = RSAKey.import_key({**_KEY.as_dict(private=False), **said})

    with pytest.raises(Unauthenticated):
        rules.verified(_token(), [key], _EXPECTED, _NOW)


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("iss", "https://id.example.com"),
        ("iss", None),
        ("aud", "another"),
        ("aud", ["another"]),
        ("aud", None),
        ("aud", {"linli": 1}),
        ("azp", "another"),
        ("exp", _SECONDS - 61),
        ("exp", None),
        ("exp", "never"),
        ("exp", True),
        ("iat", _SECONDS + 61),
        ("iat", _SECONDS - 3600),
        ("iat", None),
        ("nbf", _SECONDS + 61),
        ("nonce", "another nonce"),
        ("nonce", None),
        ("sub", None),
        ("sub", ""),
        ("sub", 17),
        ("sub", "x" * 256),
        ("sub", "a\nb"),
    ],
)
def test_a_wrong_claim_is_refused_by_its_name(claim: str, value: Any) -> None:
    assert _wrong(_token(**{claim: value})) == claim


def test_of_several_readers_the_one_it_was_made_for_must_be_us() -> None:
    assert _wrong(_token(aud=[_CLIENT, "another"])) == "azp"
    assert _verified(_token(aud=[_CLIENT, "another"], azp=_CLIENT)).subject


def test_clocks_may_differ_by_a_minute() -> None:
    assert _verified(_token(exp=_SECONDS - 59, iat=_SECONDS - 300)).subject
    assert _verified(_token(iat=_SECONDS + 59)).subject


@given(some.text(max_size=200) | some.from_regex(r"[\w-]*\.[\w-]*\.[\w-]*", fullmatch=True))
def test_no_text_that_nobody_signed_is_a_token(text: str) -> None:
    with pytest.raises(Unauthenticated):
        _verified(text)


@pytest.mark.parametrize(
    ("acr", "amr", "has"),
    [
        ("high", (), True),
        (None, ("pwd", "mfa"), True),
        ("low", ("pwd",), False),
        (None, (), False),
    ],
)
def test_a_second_factor_counts_only_in_the_words_that_were_settled(
    acr: str | None, amr: tuple[str, ...], *, has: bool
) -> None:
    assert Known("x", acr, amr).has_any(frozenset({"high", "mfa"})) is has
    assert not Known("x", acr, amr).has_any(frozenset())


def _trip() -> Trip:
    return Trip.begun(_NOW, redirect_uri="https://linli.example.cn/cb", next_path="/desk")


def _refused(trip: Trip | None, answer: dict[str, str], now: dt.datetime = _NOW) -> tuple[str, str]:
    with pytest.raises(Unauthenticated) as refused:
        rules.check_answer(trip, answer, issuer=_ISSUER, now=now)
    [field] = refused.value.fields
    return field.field, field.code


def test_an_answer_counts_for_its_own_trip_only() -> None:
    trip, other = _trip(), _trip()
    good = {"code": "c", "state": trip.state, "iss": _ISSUER}

    assert rules.check_answer(trip, good, issuer=_ISSUER, now=_NOW) is trip
    assert _refused(None, good) == ("state", "not_begun_here")
    assert _refused(trip, good, _NOW + rules.TRIP) == ("state", "not_begun_here")
    assert _refused(other, good) == ("state", "wrong")
    assert _refused(trip, {"code": "c"}) == ("state", "wrong")
    assert _refused(trip, good | {"iss": "https://other.example"}) == ("iss", "wrong")
    assert _refused(trip, good | {"error": "access_denied"}) == ("error", "refused_by_provider")
    assert _refused(trip, {"state": trip.state}) == ("code", "missing")


def test_what_a_provider_writes_into_an_error_is_not_repeated() -> None:
    trip = _trip()
    with pytest.raises(Unauthenticated) as refused:
        rules.check_answer(
            trip, {"state": trip.state, "error": "<b>call 555"}, issuer=_ISSUER, now=_NOW
        )

    assert "555" not in refused.value.en + refused.value.zh


def test_no_two_trips_share_a_secret() -> None:
    one, other = _trip(), _trip()

    secrets = {one.state, one.nonce, one.verifier, other.state, other.nonce, other.verifier}
    assert len(secrets) == 6
    assert one.verifier not in one.challenge


def test_the_challenge_is_the_one_of_the_standard() -> None:
    """RFC 7636, appendix B."""
    trip = Trip("s", "n", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "r", "/", 0)

    assert trip.challenge == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


_TRICKY = some.sampled_from(list("/\\.:@?#%\t\n ab;&=")) | some.characters()


@given(some.text(_TRICKY, max_size=40).map(lambda rest: f"/{rest}") | some.text(max_size=40))
def test_a_path_that_is_let_pass_leads_nowhere_else(path: str) -> None:
    home = "https://linli.example.cn"
    try:
        rules.check_local(path)
    except Invalid:
        return

    for read in (path, path.replace("\\", "/")):
        assert urlsplit(urljoin(home, read)).netloc == "linli.example.cn"
        assert urlsplit(urljoin(home, rules.told(read, "linked"))).netloc == "linli.example.cn"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "desk",
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "/a//b",
        "/\tx",
        "/ ",
    ],
)
def test_a_path_to_elsewhere_is_refused(path: str) -> None:
    with pytest.raises(Invalid):
        rules.check_local(path)


def test_a_page_is_told_in_its_query() -> None:
    assert rules.told("/desk?a=1&openid=x#top", "linked") == "/desk?a=1&openid=linked#top"


def test_a_sealed_cookie_opens_for_its_purpose_only() -> None:
    trip, secret = _trip(), b"a secret of a test, thirty-two bytes or more"
    cookie = sealed_cookies.seal(secret, "trip", trip.plain())

    assert sealed_cookies.opened(secret, "trip", cookie, Trip) == trip
    assert sealed_cookies.opened(secret, "half way", cookie, Trip) is None
    other = b"another secret of thirty-two bytes"
    assert sealed_cookies.opened(other, "trip", cookie, Trip) is None
    assert trip.verifier not in cookie


@pytest.mark.parametrize("change", [{"state": ...}, {"asked_by": "a later release"}])
def test_a_cookie_of_another_release_is_none(change: dict[str, Any]) -> None:
    """Its owner begins again, instead of meeting an error of ours."""
    secret = b"a secret of a test, thirty-two bytes or more"
    plain = {name: value for name, value in (_trip().plain() | change).items() if value is not ...}
    cookie = sealed_cookies.seal(secret, "trip", plain)

    assert sealed_cookies.opened(secret, "trip", cookie, Trip) is None


@given(some.text(max_size=300))
def test_no_made_up_cookie_opens(text: str) -> None:
    assert (
        sealed_cookies.opened(b"a secret of thirty-two bytes and more", "trip", text, Trip) is None
    )


def test_every_refusal_speaks_both_languages() -> None:
    with pytest.raises(Problem) as refused:
        rules.check_answer(None, {}, issuer=_ISSUER, now=_NOW)

    assert refused.value.zh
    assert refused.value.en
