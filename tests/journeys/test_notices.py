"""From an appeal to the people who must know of it, over a real mail server and a real receiver."""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pika
import pytest

from contracts.envelope import ONE, wrap
from contracts.recruitment.notices import NoticeRequested
from runtime import clock
from runtime.identifiers import new_id
from tests.journeys.conftest import InOneProcess
from tests.journeys.running import (
    ADMINISTRATOR,
    DENGLIANG,
    STREET,
    Json,
    Running,
    each_a_process,
    staff_of,
)
from tests.servers.fixtures import NewSystem
from tests.servers.prepared import Prepared
from tests.servers.processes import Linli
from tests.servers.smtp import MailServer
from tests.servers.waiting import wait_for
from tests.servers.webhook import SECRET as WEBHOOK_SECRET
from tests.servers.webhook import WebhookReceiver
from tests.system import SECRET
from vocabulary.actors import Actor, Grant, Role
from vocabulary.periods import SHANGHAI

_STAFF = staff_of(DENGLIANG)
_PAGES = "https://pages.example.cn"
#: Never quiet, so that a test may run at night.
_ALWAYS = {"quiet_from": "00:00", "quiet_to": "00:00", "kinds": []}


@dataclass(frozen=True)
class Post:
    """Where messages arrive."""

    mails: MailServer
    messages: WebhookReceiver


@pytest.fixture(scope="module")
def post(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Post]:
    with (
        MailServer(tmp_path_factory.mktemp("mails")) as mails,
        WebhookReceiver(tmp_path_factory.mktemp("messages")) as messages,
    ):
        yield Post(mails, messages)


def _settings(post: Post) -> dict[str, str]:
    return {
        "LINLI_SMTP_URL": f"smtp://127.0.0.1:{post.mails.port}",
        "LINLI_MAIL_FROM": "邻里 <linli@example.cn>",
        "LINLI_NOTICE_WEBHOOK_URL": post.messages.url,
        "LINLI_NOTICE_WEBHOOK_SECRET": WEBHOOK_SECRET,
        "LINLI_NOTICE_RETRY_SECONDS": "1,1,1,2,2,2,2,2,2,2,2",
        "LINLI_PAGES_ORIGIN": _PAGES,
        # A test may run at night.
        "LINLI_NOTICE_QUIET_HOURS": "00:00-00:00",
    }


# Systems of their own: each sends what it has to a mail server and a receiver of this file,
# one of which is taken away for a while.
@pytest.fixture(scope="module")
def deployed(request: pytest.FixtureRequest, post: Post) -> Iterator[Running]:
    """Each service a process, on PostgreSQL and RabbitMQ."""
    new_system: NewSystem = request.getfixturevalue("new_system")
    with new_system(settings=_settings(post)) as system:
        yield each_a_process(system)


@pytest.fixture(scope="module")
def embedded(in_one_process: InOneProcess, post: Post) -> Iterator[Running]:
    """Everything in one process."""
    with in_one_process(**_settings(post)) as running:
        yield running


@dataclass(frozen=True)
class Person:
    """An account that is written to."""

    running: Running
    actor: Actor
    email: str

    def inbox(self) -> Json:
        """The caller's notices."""
        return self.running.answer("GET", "/notices", actor=self.actor)

    def told(self, kind: str, subject: str) -> Json:
        """The notice of this kind about this thing, once it is there."""

        def found() -> Json | None:
            items = self.inbox()["items"]
            return next((n for n in items if (n["kind"], n["subject_id"]) == (kind, subject)), None)

        return wait_for(found, 20, f"{kind} is in the inbox") or {}


def _person(running: Running, role: Role, *, language: str = "zh", **preferences: Any) -> Person:
    login = f"p{new_id().hex[-12:]}"
    body = {
        "login": login,
        "display_name": "某某某",
        "area": DENGLIANG,
        "email": f"{login}@example.cn",
        "language": language,
        "roles": [{"role": role.value, "area": DENGLIANG}],
    }
    made = running.answer("POST", "/accounts", actor=ADMINISTRATOR, json=body)["account"]
    person = Person(running, Actor(made["id"], (Grant(role, DENGLIANG),)), f"{login}@example.cn")
    running.answer(
        "PUT",
        "/accounts/me/notice-preferences",
        actor=person.actor,
        json=_ALWAYS | preferences,
    )
    return person


def _assigned(running: Running, to: Person, **changes: Any) -> Json:
    receipt = running.submit(**changes)
    running.stored(receipt)
    one = f"/appeals/{receipt['id']}"
    running.answer("POST", f"{one}/acceptance", actor=_STAFF, json={})
    running.bring_into_office(to.actor)
    body = {"commissioner": to.actor.account}
    running.answer("POST", f"{one}/assignment", actor=_STAFF, json=body)
    return receipt


def _settle(running: Running, one: str) -> None:
    done = {"method": "settle_on_the_spot", "note": "换了新的。"}
    running.answer("POST", f"{one}/actions", actor=_STAFF, json=done)
    running.answer("POST", f"{one}/closing", actor=_STAFF, json={"outcome": "settled"})


#: Everybody who comes into office is asked to confirm it; these journeys are about what follows.
_OF_THE_OFFICE = ("请确认任职", "Confirm your office")


def _mails(post: Post, address: str) -> list[EmailMessage]:
    mails = post.mails.mails_to(address)
    return [mail for mail in mails if not mail["Subject"].startswith(_OF_THE_OFFICE)]


def _mail(post: Post, address: str) -> EmailMessage:
    return wait_for(lambda: _mails(post, address), 20, f"an e-mail to {address}")[0]


def test_who_gets_an_appeal_finds_it_in_the_inbox_and_in_an_e_mail(
    running: Running, post: Post
) -> None:
    person = _person(running, Role.COMMISSIONER, language="en")

    receipt = _assigned(running, person)

    notice = person.told("appeal_assigned", receipt["id"])
    mail = _mail(post, person.email)
    number = running.answer("GET", f"/appeals/{receipt['id']}", actor=_STAFF)["number"]
    assert number in notice["title"]
    assert mail["Subject"] == notice["title"]
    assert f"{_PAGES}/appeals/{receipt['id']}" in mail.get_content()
    path = f"/notices/{notice['id']}/reading"
    unread = person.inbox()["unread"]
    running.answer("PUT", path, actor=person.actor, json={})
    assert person.inbox()["unread"] == unread - 1


def test_the_office_is_told_when_a_resident_says_that_it_is_not_solved(running: Running) -> None:
    commissioner = _person(running, Role.COMMISSIONER)
    staff = _person(running, Role.WORKSTATION_STAFF)
    receipt = _assigned(running, commissioner)
    staff.told("appeal_received", receipt["id"])
    one = f"/appeals/{receipt['id']}"
    _settle(running, one)

    contest = f"/public/appeals/{receipt['tracking_code']}/reopening"
    running.answer("POST", contest, json={"reason": "又不见了。"})

    assert commissioner.told("appeal_contested", receipt["id"])["read_at"] is None
    assert staff.told("appeal_contested", receipt["id"])["read_at"] is None


def _sent(running: Running, receipt: Json, way: str) -> list[Json]:
    """The messages to an applicant, once the one has left."""

    def found() -> list[Json]:
        listed = running.answer("GET", "/notice-deliveries", actor=ADMINISTRATOR)["items"]
        return [one for one in listed if one["appeal_id"] == receipt["id"]]

    other = "webhook" if way == "email" else "email"
    wait_for(
        lambda: (
            {(way, "sent"), (other, "dropped")}
            == {
                (one["channel"], one["state"])
                for one in found()
                if one["kind"] == "appeal_answered"
            }
        ),
        20,
        "the one message has left",
    )
    return found()


def _closed(running: Running, **contact: str | None) -> Json:
    commissioner = _person(running, Role.COMMISSIONER)
    receipt = _assigned(running, commissioner, **contact)
    _settle(running, f"/appeals/{receipt['id']}")
    return receipt


def test_whoever_raised_an_appeal_gets_one_message_with_the_way_to_answer_and_rating(
    running: Running, post: Post
) -> None:
    address, phone = f"r{new_id().hex[-12:]}@example.cn", f"139{new_id().int % 10**8:08d}"
    receipt = _closed(running, contact_email=address, contact_phone=phone)

    told = _sent(running, receipt, "email")

    assert address not in str(told)
    assert phone not in str(told)
    link = f"{_PAGES}/track#{receipt['tracking_code']}"
    assert link in _mail(post, address).get_content()
    assert post.messages.messages_to(phone) == []
    # The reminder to rate waits for its day.
    reminders = [one for one in told if one["kind"] == "rating_request"]
    assert {one["state"] for one in reminders} == {"waiting"}
    path = f"/public/appeals/{receipt['tracking_code']}/disclosures"
    [use] = running.answer("GET", path)["items"]
    assert (use["purpose"], use["seen"]) == ("appeal_answered", ["contact_email"])
    assert use["purpose_zh"]
    for logs in running.logs():
        assert address not in logs
        assert phone not in logs


def test_who_gave_a_phone_alone_gets_a_text_message(running: Running, post: Post) -> None:
    phone = f"139{new_id().int % 10**8:08d}"
    receipt = _closed(running, contact_phone=phone)

    _sent(running, receipt, "webhook")

    [message] = post.messages.messages_to(phone)
    assert message["text"].endswith(f"{_PAGES}/track#{receipt['tracking_code']}")


def test_who_wants_no_messages_gets_none(running: Running, post: Post) -> None:
    address = f"r{new_id().hex[-12:]}@example.cn"
    receipt = running.submit(contact_email=address, notify=False)
    running.stored(receipt)
    body = {"reason": "属于商业纠纷。"}
    running.answer("POST", f"/appeals/{receipt['id']}/refusal", actor=_STAFF, json=body)

    def dropped() -> bool:
        listed = running.answer("GET", "/notice-deliveries", actor=ADMINISTRATOR)["items"]
        mine = [one for one in listed if one["appeal_id"] == receipt["id"]]
        return {one["last_error"] for one in mine} == {"not_wanted"}

    wait_for(dropped, 20, "both messages are dropped")
    assert post.mails.mails_to(address) == []


def test_a_mail_server_that_is_away_delays_a_message_and_nothing_else(
    running: Running, post: Post
) -> None:
    person = _person(running, Role.COMMISSIONER)
    post.mails.stop()
    try:
        receipt = _assigned(running, person)
        person.told("appeal_assigned", receipt["id"])

        def tried() -> bool:
            query = {"state": "waiting", "channel": "email"}
            listed = running.answer("GET", "/notice-deliveries", actor=ADMINISTRATOR, params=query)[
                "items"
            ]
            return any(
                one["account"] == person.actor.account
                and one["kind"] == "appeal_assigned"
                and one["last_error"]
                for one in listed
            )

        wait_for(tried, 20, "it was tried")
    finally:
        post.mails.start()

    _mail(post, person.email)
    sent = f"SELECT count(*) FROM notice_delivery d JOIN notice n ON n.id = d.notice_id WHERE d.state = 'sent' AND n.account = '{person.actor.account}' AND n.kind = 'appeal_assigned'"
    wait_for(lambda: running.rows("gateway", sent) == [(1,)], 20, "it is written down")
    assert len(_mails(post, person.email)) == 1


def test_quiet_hours_keep_a_message_and_the_inbox_has_it(running: Running, post: Post) -> None:
    now = clock.now().astimezone(SHANGHAI)
    hour = dt.timedelta(hours=1)
    quiet = {
        "quiet_from": (now - hour).strftime("%H:%M"),
        "quiet_to": (now + 2 * hour).strftime("%H:%M"),
    }
    person = _person(running, Role.COMMISSIONER, **quiet)
    loud = _person(running, Role.COMMISSIONER)

    receipt = _assigned(running, person)
    running.bring_into_office(loud.actor)
    running.answer(
        "POST",
        f"/appeals/{receipt['id']}/assignment",
        actor=_STAFF,
        json={"commissioner": loud.actor.account},
    )

    person.told("appeal_assigned", receipt["id"])
    # What came later to somebody else has left: the other one had its chance.
    _mail(post, loud.email)
    assert post.mails.mails_to(person.email) == []


def test_words_of_the_street_reach_its_people(running: Running, post: Post) -> None:
    person = _person(running, Role.COMMISSIONER)
    path = f"/notice-templates/{STREET}/appeal_assigned/zh"
    words = {"title": "请办理{number}", "text": "{area}：{number}", "short": "{number}"}
    running.answer("PUT", path, actor=ADMINISTRATOR, json=words)
    try:
        receipt = _assigned(running, person)
        number = running.answer("GET", f"/appeals/{receipt['id']}", actor=_STAFF)["number"]

        assert _mail(post, person.email)["Subject"] == f"请办理{number}"
    finally:
        running.answer("DELETE", path, actor=ADMINISTRATOR)


def test_another_service_has_something_said(deployed: Running) -> None:
    """The gateway knows nothing of it but the form of its event."""
    person = _person(deployed, Role.COMMISSIONER)
    subject = str(new_id())
    wish = NoticeRequested(
        request_id=new_id(),
        kind="announcement",
        area=DENGLIANG,
        roles=[Role.COMMISSIONER],
        facts={"subject": "五月培训", "message": "周五上午九点。"},
        subject_kind="activity",
        subject_id=subject,
        version=1,
    )
    envelope = wrap(wish, event_id=new_id(), time=clock.now(), correlation_id="tests")
    with pika.BlockingConnection(pika.URLParameters(deployed.settings["LINLI_AMQP_URI"])) as line:
        for _ in range(2):
            line.channel().basic_publish(
                "recruitment.events",
                "notice_requested",
                envelope.text().encode(),
                pika.BasicProperties(content_type=ONE),
            )

    assert person.told("announcement", subject)["title"] == "五月培训"


def test_a_gateway_that_dies_after_sending_sends_the_same_message_again(
    in_one_process: InOneProcess, prepared: Prepared, post: Post
) -> None:
    """Twice at the worst and never lost; both have one Message-ID, by which mailboxes tell."""
    with in_one_process(**_settings(post)) as running:
        person = _person(running, Role.COMMISSIONER)
        running.bring_into_office(person.actor)
        wait_for(lambda: post.mails.mails_to(person.email), 20, "the office is told of")
        receipt = running.submit()
        running.stored(receipt)
    data = Path(running.settings["LINLI_DATA_DIR"])
    process = Linli(folder=data.parent, settings=running.settings, prepared=prepared)
    process.start(LINLI_FAILPOINT="after_send:1")
    dying = Running(process.address, SECRET, running.settings, running.rows, list)
    one = f"/appeals/{receipt['id']}"
    dying.answer("POST", f"{one}/acceptance", actor=_STAFF, json={})
    body = {"commissioner": person.actor.account}
    dying.call("POST", f"{one}/assignment", actor=_STAFF, json=body)
    process.wait_dead()
    _taken_over(data)

    process.start()
    try:
        mails = wait_for(lambda: _mails(post, person.email)[1:], 20, "it comes again")
    finally:
        process.stop()

    ids = {mail["Message-ID"] for mail in _mails(post, person.email)}
    assert len(mails) == 1
    assert len(ids) == 1


def _taken_over(data: Path) -> None:
    """As if the minutes had passed for which the dead process had claimed it."""
    with contextlib.closing(sqlite3.connect(data / "gateway.db")) as connection:
        connection.execute(
            "UPDATE notice_delivery SET next_at = created_at WHERE state = 'waiting'"
        )
        connection.commit()
