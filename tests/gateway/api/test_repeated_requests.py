"""Every POST of the gateway's own that takes an Idempotency-Key, sent twice.

Those of the register of appeals are sent twice in tests/journeys.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyotp
import pytest
import sqlalchemy as sa

from contracts.appeals.assignment import AppealAssigned
from contracts.recruitment.office import AppointmentBegan
from gateway.messages.notices.model import NoticeDelivery
from gateway.people.offices import appointments
from gateway.people.openid.operations import OpenId
from gateway.people.openid_provider import Client, Provider
from gateway.places.areas.model import AREA
from runtime import clock
from runtime.identifiers import new_id
from tests.gateway.doubles import A_KEY, DENGLIANG, DINGTAI, SECRET, STREET
from tests.gateway.house import BETTER, GOOD, House, Person
from tests.gateway.keyed import keyed_posts
from tests.gateway.messages.notices.people_told import (
    an_open_dispatch,
    deliveries,
    happen,
    of_appeal,
)
from vocabulary.actors import Role

_KEY = {"Idempotency-Key": A_KEY}
_ME = "/accounts/me"
_PROOF = {"current_password": GOOD}
#: What counts tries and answers, not what was done.
_COUNTERS = {"sign_in_try", "familiar_place", "answered_request", "alembic_version"}


class Scene:
    """An administrator of the district, a person, and three areas."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.administrator = self.token(
            house.person("admin.one", Role.ADMINISTRATOR, "440305000000")
        )
        self.person = house.person("person.one")
        self.own = self.token(self.person)
        areas = [("440305000000", "district"), (STREET, "street")]
        areas += [(code, "community") for code in (DENGLIANG, DINGTAI)]
        with house.database.writing() as session:
            for code, level in areas:
                names = {"name_zh": f"区划{code}", "name_en": f"Area {code}"}
                row = {"code": code, "level": level, "is_sample": False, "version": 1} | names
                session.execute(sa.insert(AREA).values(row))

    def token(self, person: Person) -> str:
        return str(self.house.tokens(person)["access_token"])

    def done(self, token: str, method: str, path: str, body: Any) -> Any:
        answer = self.house.by_token(token, method, f"/api/v1{path}", json=body)
        assert answer.status_code == 200, answer.json
        return answer.json

    def closed(self) -> None:
        self.done(self.administrator, "POST", f"/accounts/{self.person.id}/closing", {})

    def begun_app(self) -> pyotp.TOTP:
        return pyotp.TOTP(self.done(self.own, "POST", f"{_ME}/second-factor", _PROOF)["secret"])


@dataclass
class Sent:
    """One request, ready to be sent twice."""

    token: str
    path: str
    body: dict[str, Any] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)
    #: It asks, and changes nothing the first time either.
    only_asks: bool = False


def _account(scene: Scene, what: str, body: dict[str, Any] | None = None) -> Sent:
    return Sent(scene.administrator, f"/accounts/{scene.person.id}/{what}", body or {})


def _made(scene: Scene) -> Sent:
    new = {"login": "new.one", "display_name": "某某", "area": DENGLIANG}
    return Sent(scene.administrator, "/accounts", new)


def _erasure(scene: Scene) -> Sent:
    scene.closed()
    return _account(scene, "erasure")


def _own_erasure(scene: Scene) -> Sent:
    leaving = scene.house.person("leaving.one", None)
    return Sent(scene.token(leaving), f"{_ME}/erasure", {"current_password": GOOD})


def _key_withdrawal(scene: Scene) -> Sent:
    wanted = _PROOF | {"name": "1", "scopes": ["appeal.read"]}
    made = scene.house.by_token(scene.own, "POST", "/api/v1/api-keys", json=wanted)
    return Sent(scene.administrator, f"/accounts/api-keys/{made.json['api_key']['id']}/withdrawal")


def _role(scene: Scene) -> Sent:
    return _account(scene, "roles", {"role": "workstation_staff", "area": DENGLIANG})


def _role_ending(scene: Scene) -> Sent:
    [role] = scene.done(scene.own, "GET", _ME, None)["roles"]
    return _account(scene, f"roles/{role['id']}/ending")


def _unlocking(scene: Scene) -> Sent:
    locking = _account(scene, "locking")
    scene.done(locking.token, "POST", locking.path, locking.body)
    return _account(scene, "unlocking")


def _removal(scene: Scene) -> Sent:
    _confirm(scene)
    return _account(scene, "second-factor-removal")


def _confirm(scene: Scene) -> None:
    sent = _confirmation(scene)
    scene.done(sent.token, "POST", sent.path, sent.body)


def _confirmation(scene: Scene) -> Sent:
    code = scene.begun_app().at(clock.now())
    return Sent(scene.own, f"{_ME}/second-factor/confirmation", {"code": code})


def _password(scene: Scene) -> Sent:
    body = {"current_password": GOOD, "new_password": BETTER}
    return Sent(scene.own, f"{_ME}/password", body)


_CONSENT = {"purpose": "publish_phone", "text_version": "1"}


def _identity(scene: Scene) -> Sent:
    dependencies, issuer = scene.house.gateway.dependencies, "https://id.example.cn"
    provider = Provider(Client(issuer, "linli", "a secret", "统一身份认证"))
    object.__setattr__(
        dependencies, "openid", OpenId(dependencies.own, provider, dependencies.sign_in, SECRET)
    )
    path = f"/accounts/{scene.person.id}/identities"
    [link] = scene.done(scene.administrator, "PUT", path, {"subject": "ao@city"})["items"]
    body = {"current_password": GOOD}
    return Sent(scene.own, f"{_ME}/identities/{link['id']}/confirmation", body)


def _office(scene: Scene) -> Sent:
    began = AppointmentBegan(
        appointment_id=new_id(),
        community=DENGLIANG,
        commissioner=scene.person.id,
        began_on=dt.date(2013, 5, 6),
        version=1,
    )
    with scene.house.database.writing() as session:
        appointments.follow(session, began)
    return Sent(scene.own, f"{_ME}/offices/{began.appointment_id}/confirmation", _PROOF)


def _record(scene: Scene) -> Sent:
    staff = scene.house.person("staff.one", Role.WORKSTATION_STAFF)
    body = _CONSENT | {"community": DENGLIANG, "phone": "13800138000", "how": "paper"}
    return Sent(scene.token(staff), "/consents/records", body)


def _search(scene: Scene) -> Sent:
    staff = scene.house.person("staff.one", Role.WORKSTATION_STAFF)
    body = {"phone": "13800138000"}
    return Sent(scene.token(staff), "/consents/search", body, only_asks=True)


def _withdrawal(scene: Scene) -> Sent:
    given = scene.done(scene.own, "POST", "/consents", _CONSENT)
    return Sent(scene.own, f"/consents/{given['id']}/withdrawal")


def _retry(scene: Scene) -> Sent:
    scene.done(scene.own, "PUT", _ME, _PROOF | {"display_name": "某某", "email": "a@example.cn"})
    event = of_appeal(AppealAssigned, commissioner=str(scene.person.id))
    happen(scene.house, an_open_dispatch(), "tell_of_appeal", event)
    delivery = deliveries(scene.house)[0]
    with scene.house.database.writing() as session:
        session.execute(sa.update(NoticeDelivery).values(state="failed", next_at=None))
    return Sent(scene.administrator, f"/notice-deliveries/{delivery.id}/retry")


def _import(scene: Scene) -> Sent:
    table = "code,name_zh,name_en,valid_from\n440305007006,科技园社区,Kejiyuan,2013-01-01\n"
    options = {"data": table.encode(), "content_type": "text/csv"}
    return Sent(scene.administrator, "/areas/imports", options=options)


def _preview(scene: Scene) -> Sent:
    body = {"area": DENGLIANG, "language": "zh"}
    path = "/notice-templates/appeal_assigned/preview"
    return Sent(scene.administrator, path, body, only_asks=True)


def _merger(scene: Scene) -> Sent:
    body = {"into": DINGTAI, "from": "2013-05-06"}
    return Sent(scene.administrator, f"/areas/{DENGLIANG}/merger", body)


def _dissolution(scene: Scene) -> Sent:
    return Sent(scene.administrator, f"/areas/{DINGTAI}/dissolution", {"from": "2013-05-06"})


def _tokens(scene: Scene, what: str) -> Sent:
    token = scene.house.tokens(scene.person)["refresh_token"]
    return Sent("", f"/tokens/{what}", {"refresh_token": token})


_SCENES: Mapping[str, Callable[[Scene], Sent]] = {
    "/accounts": _made,
    "/accounts/{account}/closing": lambda scene: _account(scene, "closing"),
    "/accounts/{account}/erasure": _erasure,
    "/accounts/{account}/initial-password": lambda scene: _account(scene, "initial-password"),
    "/accounts/{account}/locking": lambda scene: _account(scene, "locking"),
    "/accounts/{account}/roles": _role,
    "/accounts/{account}/roles/{role_id}/ending": _role_ending,
    "/accounts/{account}/second-factor-removal": _removal,
    "/accounts/{account}/unlocking": _unlocking,
    "/accounts/me/erasure": _own_erasure,
    "/accounts/me/identities/{identity_id}/confirmation": _identity,
    "/accounts/me/offices/{appointment_id}/confirmation": _office,
    "/accounts/api-keys/{api_key_id}/withdrawal": _key_withdrawal,
    "/accounts/me/password": _password,
    "/accounts/me/second-factor": lambda scene: Sent(scene.own, f"{_ME}/second-factor", _PROOF),
    "/accounts/me/second-factor/confirmation": _confirmation,
    "/api-keys": lambda scene: Sent(
        scene.own, "/api-keys", _PROOF | {"name": "1", "scopes": ["appeal.read"]}
    ),
    "/areas/imports": _import,
    "/areas/{code}/dissolution": _dissolution,
    "/areas/{code}/merger": _merger,
    "/consents": lambda scene: Sent(scene.own, "/consents", _CONSENT),
    "/consents/records": _record,
    "/consents/search": _search,
    "/consents/{consent_id}/withdrawal": _withdrawal,
    "/notice-deliveries/{delivery_id}/retry": _retry,
    "/notice-templates/{kind}/preview": _preview,
    "/public/texts/preview": lambda _: Sent(
        "", "/public/texts/preview", {"text": "灯坏了"}, only_asks=True
    ),
    "/tokens/refreshing": lambda scene: _tokens(scene, "refreshing"),
    "/tokens/revocation": lambda scene: _tokens(scene, "revocation"),
}


def test_every_route_of_the_gateway_that_takes_a_key_is_tried_here() -> None:
    assert {f"/api/v1{path}" for path in _SCENES} == keyed_posts(of_the_register=False)


def _send(house: House, sent: Sent) -> Any:
    options = sent.options or {"json": sent.body}
    headers = _KEY | ({"Authorization": f"Bearer {sent.token}"} if sent.token else {})
    return house.gateway.call("POST", f"/api/v1{sent.path}", headers=headers, **options)


def _everything(house: House) -> dict[str, list[str]]:
    """Every row, but for what counts tries."""
    names = set(sa.inspect(house.database.engine).get_table_names()) - _COUNTERS
    with house.database.reading() as session:
        return {
            name: sorted(map(str, session.execute(sa.text(f'SELECT * FROM "{name}"'))))  # noqa: S608 - names of ours
            for name in names
        }


@pytest.mark.parametrize("path", sorted(_SCENES))
def test_a_repeated_request_does_nothing_twice(quick_house: House, path: str) -> None:
    sent = _SCENES[path](Scene(quick_house))
    before = _everything(quick_house)
    first = _send(quick_house, sent)
    assert first.status_code in {200, 201}, first.json
    once = _everything(quick_house)
    assert (once == before) is sent.only_asks

    again = _send(quick_house, sent)

    # Where the answer was a secret, or the deed ended the caller's own rights, it is refused.
    assert again.status_code in {200, 201, 401, 409}, again.json
    assert _everything(quick_house) == once


def test_a_new_initial_password_is_not_made_again_by_a_repetition(house: House) -> None:
    """The one that was printed first must go on opening."""
    scene = Scene(house)
    sent = _account(scene, "initial-password")
    first = _send(house, sent)

    again = _send(house, sent)

    [error] = again.json["errors"]
    assert (again.status_code, error["field"], error["code"]) == (
        409,
        "Idempotency-Key",
        "done_already",
    )
    scene.person.password = first.json["initial_password"]
    assert house.tokens(scene.person)["needs"] == ["change_password"]
    other = house.person("other.one")
    for_another = Sent(sent.token, f"/accounts/{other.id}/initial-password")
    assert _send(house, for_another).status_code == 200


def test_a_repeated_change_of_the_password_gets_the_same_answer(house: House) -> None:
    scene = Scene(house)
    browser = house.browser()
    browser.sign_in(scene.person)
    body = {"current_password": GOOD, "new_password": BETTER}

    def change(**changed: str) -> Any:
        path = f"/api/v1{_ME}/password"
        return browser.send("POST", path, json=body | changed, headers=_KEY)

    first, again = change(), change()
    other = change(new_password=BETTER + "x")

    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json == again.json
    assert (other.status_code, other.json["code"]) == (422, "idempotency_key_reused")


def test_a_repeated_change_is_no_way_to_guess_the_password(quick_house: House) -> None:
    """Under a known key a stolen sign-in asks whether a password is the right one."""
    scene = Scene(quick_house)
    browser = quick_house.browser()
    browser.sign_in(scene.person)
    body = {"current_password": GOOD, "new_password": BETTER}
    path = f"/api/v1{_ME}/password"
    browser.send("POST", path, json=body, headers=_KEY)

    guesses = [body | {"new_password": f"guess {number}"} for number in range(6)]
    for guess in guesses:
        assert browser.send("POST", path, json=guess, headers=_KEY).status_code == 422

    assert browser.send("POST", path, json=body, headers=_KEY).status_code == 422


def test_a_repeated_enrolment_shows_the_secret_that_waits(house: House) -> None:
    """An app that read the first answer stays right."""
    scene = Scene(house)
    sent = Sent(scene.own, f"{_ME}/second-factor", _PROOF)
    first, again = _send(house, sent), _send(house, sent)

    assert first.json == again.json
    code = pyotp.TOTP(first.json["secret"]).at(clock.now())
    scene.done(scene.own, "POST", f"{_ME}/second-factor/confirmation", {"code": code})


def test_no_password_and_no_code_lies_among_the_stored_answers(house: House) -> None:
    scene = Scene(house)
    secrets = [
        _send(house, _account(scene, "initial-password")).json["initial_password"],
    ]
    other = house.person("other.one")
    own = scene.token(other)
    secrets.append(_send(house, Sent(own, f"{_ME}/second-factor", _PROOF)).json["secret"])
    body = {"current_password": GOOD, "new_password": BETTER}
    assert _send(house, Sent(own, f"{_ME}/password", body)).status_code == 200

    with house.database.reading() as session:
        rows = session.execute(sa.text("SELECT key, fingerprint, answer FROM answered_request"))
        kept = json.dumps([list(row) for row in rows])
    assert [word for word in (*secrets, BETTER) if word in kept] == []
