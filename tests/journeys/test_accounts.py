"""From the first administrator to a commissioner whose appointment ends."""

from __future__ import annotations

import contextlib
from uuid import UUID

import pika
import pytest
import requests

from contracts.envelope import ONE, wrap
from contracts.recruitment.office import AppointmentEnded
from contracts.recruitment.words import EndReason
from runtime import clock
from runtime.identifiers import new_id
from tests.journeys.people import Person, administrator_of_the_street, commissioner_made_by
from tests.journeys.places import place_of
from tests.journeys.running import Running
from tests.servers.waiting import wait_for
from vocabulary.periods import day_of

pytestmark = pytest.mark.both_systems("secrets and sessions are kept in both")

_HERE = place_of(__file__)


def test_a_commissioner_works_until_the_appointment_ends(deployed: Running) -> None:
    """A role ends with its appointment; on RabbitMQ, where others publish."""
    appointment = str(new_id())
    commissioner = commissioner_made_by(administrator_of_the_street(deployed), appointment)
    own = commissioner.answer("GET", "/accounts/me")
    assert commissioner.call("GET", "/appeals").ok

    _publish_end(deployed, appointment, own["id"])

    wait_for(lambda: commissioner.call("GET", "/appeals").status_code == 401, 20, "the role ends")
    commissioner.sign_in()
    assert commissioner.call("GET", "/appeals").status_code == 403
    assert commissioner.answer("GET", "/accounts/me")["roles"] == []


def test_a_key_takes_appeals_in_until_it_is_revoked(running: Running) -> None:
    commissioner = commissioner_made_by(administrator_of_the_street(running), str(new_id()))
    body = {"name": "12345", "scopes": ["appeal.record"]}
    body["current_password"] = commissioner.password
    made = commissioner.answer("POST", "/api-keys", body)
    program = Person(running, "", "")
    program.token = made["secret"]
    appeal = {"community": _HERE.community, "category": "fire_safety", "text": "灭火器过期"}

    assert program.call("POST", "/appeals", json=appeal).status_code == 202
    assert program.call("GET", "/appeals").status_code == 403
    assert commissioner.call("DELETE", f"/api-keys/{made['api_key']['id']}").status_code == 204
    assert program.call("POST", "/appeals", json=appeal).status_code == 401


def test_an_owner_works_in_a_browser(running: Running) -> None:
    commissioner = commissioner_made_by(administrator_of_the_street(running), str(new_id()))
    browser = requests.Session()
    browser.trust_env = False
    browser.headers["Origin"] = running.address
    address = f"{running.address}/api/v1"
    proof = {"login": commissioner.login, "password": commissioner.password}

    begun = browser.post(f"{address}/sessions", json=proof, timeout=20).json()
    change = {"display_name": "新名字", "current_password": commissioner.password}
    forged = browser.put(f"{address}/accounts/me", json=change, timeout=20)
    browser.headers["X-CSRF-Token"] = begun["csrf_token"]
    changed = browser.put(f"{address}/accounts/me", json=change, timeout=20)
    left = browser.delete(f"{address}/sessions/current", timeout=20)

    assert (forged.status_code, changed.status_code, left.status_code) == (403, 200, 204)
    # The device stays known; by itself its mark opens nothing.
    assert [cookie.name for cookie in browser.cookies] == ["linli_device"]
    assert browser.get(f"{address}/accounts/me", timeout=20).status_code == 401


def test_an_owner_takes_a_copy_along_and_leaves_nothing_behind(running: Running) -> None:
    """PIPL art. 45, 47, for those who work with Linli."""
    administrator = administrator_of_the_street(running)
    leaving = commissioner_made_by(administrator, str(new_id()))
    proof = {"current_password": leaving.password}
    contact = {"display_name": "欧阳某某", "phone": "13677665544"}
    leaving.answer("PUT", "/accounts/me", proof | contact)

    copy = leaving.answer("GET", "/accounts/me/export")
    refused = leaving.call("POST", "/accounts/me/erasure", json=proof)
    account = f"/accounts/{copy['account']['id']}"
    [role] = copy["roles"]
    administrator.answer("POST", f"{account}/roles/{role['id']}/ending", {})
    leaving.sign_in()
    erased = leaving.answer("POST", "/accounts/me/erasure", proof)

    assert (copy["account"]["phone"], copy["account"]["login"]) == ("13677665544", leaving.login)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (409, "held")
    assert erased["account"] == copy["account"]["id"]
    assert running.call("POST", "/tokens", json=leaving.proof).status_code == 401
    shown = administrator.answer("GET", account)
    assert (shown["display_name"], shown["phone"]) == ("[已应本人要求删除]", None)
    for table in ("account", "audit", "outbox"):
        rows = str(running.rows("gateway", f"SELECT * FROM {table}"))
        for word in ("欧阳某某", "13677665544", leaving.login):
            assert word not in rows, f"{word} lies open in {table}"


def test_no_secret_and_no_contact_stands_in_a_log(running: Running) -> None:
    administrator = administrator_of_the_street(running)
    commissioner = commissioner_made_by(administrator, str(new_id()))
    phone = "13877665544"
    body = {"display_name": "敖某某某", "phone": phone, "current_password": commissioner.password}
    commissioner.answer("PUT", "/accounts/me", body)
    pair = commissioner.sign_in()

    logs = "".join(running.logs())

    secrets = (
        commissioner.password,
        pair["refresh_token"],
        pair["access_token"],
        phone,
        "敖某某某",
    )
    assert [secret for secret in secrets if secret in logs] == []


def _publish_end(running: Running, appointment: str, account: str) -> None:
    """What the recruitment service says, as a program of its own."""
    event = AppointmentEnded(
        appointment_id=UUID(appointment),
        community=_HERE.community,
        commissioner=UUID(account),
        ended_on=day_of(clock.now()),
        reason=EndReason.TERM_OVER,
        version=2,
    )
    envelope = wrap(event, event_id=new_id(), time=clock.now(), correlation_id=str(new_id()))
    parameters = pika.URLParameters(running.settings["LINLI_AMQP_URI"])
    with contextlib.closing(pika.BlockingConnection(parameters)) as connection:
        channel = connection.channel()
        channel.confirm_delivery()
        channel.basic_publish(
            f"{event.SOURCE}.events",
            event.NAME,
            envelope.text().encode(),
            pika.BasicProperties(content_type=ONE, delivery_mode=2),
            mandatory=True,
        )
