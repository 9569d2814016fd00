"""Sending to a real mail server and a real receiver, on both databases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from contracts.appeals.assignment import AppealAssigned
from contracts.appeals.closing import AppealClosed, AppealReopened
from contracts.appeals.rating import AppealRated
from contracts.appeals.words import Outcome
from contracts.registry import Event
from contracts.volunteers.notices import (
    MEMBERSHIP_OFFERED,
    MEMBERSHIP_OFFERED_BY_CODE,
    NoticeRequested,
)
from contracts.volunteers.reaching import ReachVolunteer, VolunteerReach
from gateway.messages.channels.interface import Channel
from gateway.messages.channels.smtp import Smtp
from gateway.messages.channels.webhook import Webhook
from gateway.messages.deliveries import operations
from gateway.messages.dispatch import Dispatch
from gateway.messages.notices.model import NoticeDelivery
from gateway.people.accounts.model import ACCOUNT
from runtime.identifiers import new_id
from tests.builders import shanghai
from tests.gateway.house import House, Person
from tests.gateway.messages.notices.people_told import (
    CODE,
    COMMUNITY,
    EMAIL,
    PAGES,
    PHONE,
    REACH,
    STREET,
    Register,
    an_open_dispatch,
    deliveries,
    happen,
    name_areas,
    of_appeal,
    reachable,
)
from tests.servers.smtp import MailServer
from tests.servers.webhook import SECRET, WebhookReceiver
from vocabulary.actors import Actor, Grant, Role
from vocabulary.mail_server import server_of
from vocabulary.notices import NoticeChannel
from vocabulary.problems import NotFound, Unavailable

_ADMINISTRATOR = Actor("administrator", (Grant(Role.ADMINISTRATOR, STREET),))
_GONE = "gone@example.cn"


@pytest.fixture(scope="module")
def mail_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailServer]:
    with MailServer(tmp_path_factory.mktemp("mails"), "--refuse", _GONE) as server:
        yield server


@pytest.fixture(scope="module")
def receiver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebhookReceiver]:
    with WebhookReceiver(tmp_path_factory.mktemp("messages"), oldest_seconds=1e12) as found:
        yield found


def _smtp(port: int) -> Smtp:
    return Smtp(server_of(f"smtp://127.0.0.1:{port}"), "邻里 <linli@example.cn>")


@pytest.fixture
def dispatch(mail_server: MailServer, receiver: WebhookReceiver) -> Dispatch:
    channels: dict[NoticeChannel, Channel] = {
        NoticeChannel.EMAIL: _smtp(mail_server.port),
        NoticeChannel.WEBHOOK: Webhook(receiver.url, SECRET.encode()),
    }
    return an_open_dispatch(channels)


def _send(house: House, dispatch: Dispatch, *ways: NoticeChannel) -> int:
    tried = [
        operations.deliver_due(house.database, dispatch, way) for way in ways or list(NoticeChannel)
    ]
    return sum(tried)


def _assign(
    house: House, dispatch: Dispatch, of: dict[str, Any] | None = None, **contact: Any
) -> tuple[Person, str]:
    """An appeal, with facts `of` its own, was assigned to somebody; gives whom, and the address."""
    login = f"a{new_id().hex[-12:]}"
    person = house.person(login)
    address = f"{login}@example.cn"
    reachable(house, person, **{"email": address} | contact)
    event = of_appeal(AppealAssigned, commissioner=str(person.id), **(of or {}))
    happen(house, dispatch, "tell_of_appeal", event)
    return person, address


def _close(house: House, dispatch: Dispatch) -> None:
    happen(house, dispatch, "tell_of_appeal", of_appeal(AppealClosed, outcome=Outcome.SETTLED))


def _one(house: House) -> NoticeDelivery:
    [found] = deliveries(house)
    return found


@pytest.mark.one_database
def test_a_commissioner_gets_an_e_mail(
    house: House, dispatch: Dispatch, mail_server: MailServer
) -> None:
    name_areas(house)
    _, address = _assign(house, dispatch)

    assert _send(house, dispatch) == 1

    [mail] = mail_server.mails_to(address)
    delivery = _one(house)
    assert mail["Subject"] == "诉求〔2013〕17已交给您办理"
    assert mail["From"].addresses[0].display_name == "邻里"
    assert mail["Message-ID"] == f"<{delivery.id}@example.cn>"
    text = mail.get_content()
    assert "登良社区的诉求〔2013〕17" in text
    assert f"{PAGES}/appeals/" in text
    assert (delivery.state, delivery.attempts) == ("sent", 1)
    assert "queued as" in (delivery.reference or "")
    assert _send(house, dispatch) == 0


def _by_way(house: House, kind: str = "appeal_answered") -> dict[str, NoticeDelivery]:
    return {found.channel: found for found in deliveries(house) if found.kind == kind}


@pytest.mark.one_database
def test_an_applicant_gets_one_e_mail_with_the_way_to_the_answer(
    house: House, dispatch: Dispatch, mail_server: MailServer, receiver: WebhookReceiver
) -> None:
    """One message, though there are two ways; and the phone is not even asked for."""
    name_areas(house)
    address = f"r{new_id().hex[-12:]}@example.cn"
    register = Register(replace(REACH, email=address))
    dispatch.reach = register
    before = len(receiver.messages)
    _close(house, dispatch)

    _send(house, dispatch)

    [mail] = mail_server.mails_to(address)
    text = mail.get_content()
    assert CODE in text
    assert f"{PAGES}/track#{CODE}" in text
    assert len(receiver.messages) == before
    assert register.given == [NoticeChannel.EMAIL]
    by_way = _by_way(house)
    assert by_way["email"].state == "sent"
    assert (by_way["webhook"].state, by_way["webhook"].last_error) == ("dropped", "by_email")
    assert {asked.delivery_id for asked in register.asked} == {one.id for one in by_way.values()}


@pytest.mark.one_database
def test_an_applicant_with_a_phone_alone_gets_a_text_message(
    house: House, dispatch: Dispatch, receiver: WebhookReceiver
) -> None:
    """The link opens the tracking page, where the answer is read and rated."""
    name_areas(house)
    register = Register(replace(REACH, email=None, ways=[NoticeChannel.WEBHOOK]))
    dispatch.reach = register
    before = len(receiver.messages)
    _close(house, dispatch)

    _send(house, dispatch)

    [message] = receiver.messages[before:]
    assert message["to"] == {"phone": PHONE}
    assert message["link"] == f"{PAGES}/track#{CODE}"
    assert message["text"].endswith(message["link"])
    assert message["template"] == "appeal_answered"
    assert message["parameters"] == {
        "area": "登良社区",
        "number": "〔2013〕17",
        "outcome": "化解",
        "tracking_code": CODE,
    }
    assert register.given == [NoticeChannel.WEBHOOK]
    by_way = _by_way(house)
    assert message["id"] == str(by_way["webhook"].id)
    assert by_way["webhook"].reference == f"sms-{message['id'][-12:]}"
    assert (by_way["email"].state, by_way["email"].last_error) == ("dropped", "no_address")


@pytest.mark.one_database
def test_without_pages_no_message_holds_a_link(
    house: House, dispatch: Dispatch, mail_server: MailServer, receiver: WebhookReceiver
) -> None:
    """Linli serves no pages itself; a link that leads nowhere is worse than none."""
    dispatch.pages = None
    address, before = f"r{new_id().hex[-12:]}@example.cn", len(receiver.messages)
    _, commissioner = _assign(house, dispatch)
    dispatch.reach = Register(replace(REACH, email=address))
    _close(house, dispatch)
    _send(house, dispatch)
    dispatch.reach = Register(replace(REACH, ways=[NoticeChannel.WEBHOOK]))
    happen(house, dispatch, "tell_of_appeal", of_appeal(AppealClosed, outcome=Outcome.DECLINED))
    _send(house, dispatch)

    texts = [mail.get_content() for mail in mail_server.mails_to(address)]
    texts += [mail.get_content() for mail in mail_server.mails_to(commissioner)]
    [message] = receiver.messages[before:]
    assert len(texts) == 2
    assert message["link"] is None
    assert not any("://" in text for text in [*texts, message["text"]])
    assert CODE in texts[0]
    assert "工作站" in texts[0]


def test_who_has_not_rated_is_reminded_once(
    house: House, dispatch: Dispatch, mail_server: MailServer
) -> None:
    address = f"r{new_id().hex[-12:]}@example.cn"
    dispatch.reach = Register(replace(REACH, email=address))
    _close(house, dispatch)
    _send(house, dispatch)
    house.time.forward(days=3, seconds=-1)
    _send(house, dispatch)
    assert len(mail_server.mails_to(address)) == 1

    house.time.forward(seconds=1)
    _send(house, dispatch)

    _, reminder = mail_server.mails_to(address)
    assert reminder["Subject"] == "请评价诉求〔2013〕17的办理"
    assert {found.state for found in deliveries(house)} == {"sent", "dropped"}


@pytest.mark.parametrize(
    ("kind", "facts"),
    [(AppealRated, {"score": 5}), (AppealReopened, {"by_resident": True})],
)
def test_who_has_rated_or_contested_is_not_reminded(
    house: House, dispatch: Dispatch, kind: type[Event], facts: dict[str, Any]
) -> None:
    closed = of_appeal(AppealClosed, outcome=Outcome.SETTLED)
    happen(house, dispatch, "tell_of_appeal", closed)
    _send(house, dispatch)

    same = closed.plain()["appeal_id"]
    event = of_appeal(kind, appeal_id=same, version=4, **facts)
    happen(house, dispatch, "tell_of_appeal", event)
    house.time.forward(days=4)

    assert _send(house, dispatch) == 0
    reasons = {found.last_error for found in _by_way(house, "rating_request").values()}
    assert reasons == {"superseded"}


def test_in_the_morning_nobody_gets_what_is_true_no_more(
    house: House, dispatch: Dispatch, mail_server: MailServer
) -> None:
    """Assigned at night and given to somebody else before eight: one letter, to the other."""
    house.time.now = shanghai(2013, 5, 6, 22).astimezone(dt.UTC)
    appeal = new_id()
    _, former = _assign(house, dispatch, of={"appeal_id": appeal, "version": 3})
    house.time.now = shanghai(2013, 5, 7, 8).astimezone(dt.UTC) - dt.timedelta(seconds=1)
    _, now = _assign(house, dispatch, of={"appeal_id": appeal, "version": 4})
    assert _send(house, dispatch) == 0

    house.time.forward(seconds=1)
    _send(house, dispatch)

    assert mail_server.mails_to(former) == []
    assert len(mail_server.mails_to(now)) == 1
    old, new = deliveries(house)
    assert (old.state, old.last_error, new.state) == ("dropped", "superseded", "sent")
    path = f"/api/v1/notice-deliveries/{old.id}/retry"
    assert house.gateway.call("POST", path, by=_ADMINISTRATOR, json={}).status_code == 409


def test_an_event_that_comes_late_takes_nothing_newer_away(
    house: House, dispatch: Dispatch
) -> None:
    appeal = new_id()
    _assign(house, dispatch, of={"appeal_id": appeal, "version": 4})
    _assign(house, dispatch, of={"appeal_id": appeal, "version": 3})

    assert {found.state for found in deliveries(house)} == {"waiting"}


def test_what_left_while_it_was_superseded_counts_as_sent(house: House, dispatch: Dispatch) -> None:
    appeal = new_id()
    _assign(house, dispatch, of={"appeal_id": appeal, "version": 3})
    with house.database.writing() as session:
        claimed = operations.claim(session, NoticeChannel.EMAIL)
    assert claimed is not None
    _assign(house, dispatch, of={"appeal_id": appeal, "version": 4})

    sent = {"state": "sent", "next_at": None, "sent_at": house.time.now, "last_error": None}
    with house.database.writing() as session:
        assert operations.record(session, claimed, sent)

    assert deliveries(house)[0].state == "sent"


@pytest.mark.one_database
def test_a_stop_ends_the_turn_between_two_letters(house: House, dispatch: Dispatch) -> None:
    for _ in range(3):
        _assign(house, dispatch)
    stops = iter([False, True])

    tried = operations.deliver_due(
        house.database, dispatch, NoticeChannel.EMAIL, lambda: next(stops)
    )

    assert tried == 1
    assert sorted(found.state for found in deliveries(house)) == ["sent", "waiting", "waiting"]


_OFFERED = MEMBERSHIP_OFFERED_BY_CODE.name


def _offer(house: House, dispatch: Dispatch, volunteer: UUID, **changed: Any) -> None:
    """A team offers a place to a volunteer without an account."""
    wish: dict[str, Any] = {
        "request_id": new_id(),
        "kind": _OFFERED,
        "area": COMMUNITY,
        "volunteers": [volunteer],
        "roles": [],
        "facts": {"team": "荔林消防安全团队", "answer_by": "2013-05-20"},
        "version": 1,
    }
    happen(house, dispatch, "tell_as_asked", NoticeRequested(**wish | changed))


def test_a_volunteer_without_an_account_gets_one_text_message(
    house: House, dispatch: Dispatch, receiver: WebhookReceiver
) -> None:
    """The contact is asked for when the message leaves, of the service that keeps it."""
    volunteer, asked = new_id(), list[ReachVolunteer]()

    def reach(one: Any) -> VolunteerReach:
        asked.append(one)
        has_contact = one.way is NoticeChannel.WEBHOOK
        return VolunteerReach(
            phone=PHONE if has_contact else None,
            tracking_code=CODE if has_contact else None,
            wants_notices=True,
            ways=[NoticeChannel.WEBHOOK],
        )

    dispatch.reach = reach
    name_areas(house)
    _offer(house, dispatch, volunteer)
    assert asked == []

    _send(house, dispatch)

    by_way = _by_way(house, _OFFERED)
    assert by_way[NoticeChannel.WEBHOOK].state == "sent"
    assert by_way[NoticeChannel.EMAIL].last_error == "no_address"
    given = [one for one in asked if one.way is not None]
    assert [(one.volunteer_id, one.purpose) for one in given] == [(volunteer, _OFFERED)]
    assert {one.delivery_id for one in given} == {by_way[NoticeChannel.WEBHOOK].id}
    sent = str(by_way[NoticeChannel.WEBHOOK].id)
    [message] = [one for one in receiver.messages_to(PHONE) if one["id"] == sent]
    assert CODE in str(message)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("reach", "reason"),
    [
        (VolunteerReach(wants_notices=False, ways=[]), "not_wanted"),
        (VolunteerReach(wants_notices=True, ways=[]), "no_address"),
        (NotFound("没有。", "None."), "no_such_volunteer"),
    ],
)
def test_a_volunteer_who_declined_or_left_gets_no_message(
    house: House, dispatch: Dispatch, reach: Any, reason: str
) -> None:
    def asked(_: Any) -> Any:
        if isinstance(reach, NotFound):
            raise reach
        return reach

    dispatch.reach = asked
    _offer(house, dispatch, new_id())

    _send(house, dispatch)

    assert {one.last_error for one in _by_way(house, _OFFERED).values()} == {reason}


@pytest.mark.one_database
def test_a_message_to_a_volunteer_waits_for_the_morning(house: House, dispatch: Dispatch) -> None:
    house.time.now = shanghai(2013, 5, 6, 23)
    _offer(house, dispatch, new_id())

    assert _send(house, dispatch) == 0
    assert {one.state for one in _by_way(house, _OFFERED).values()} == {"waiting"}


@pytest.mark.one_database
@pytest.mark.parametrize(
    "changed",
    [
        {"accounts": [UUID(int=1)]},
        {"kind": MEMBERSHIP_OFFERED.name},
        {"kind": "appeal_answered"},
    ],
    ids=["an account too", "a kind for accounts", "a kind for applicants"],
)
def test_a_kind_goes_to_the_people_that_it_is_for(
    house: House, dispatch: Dispatch, changed: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match="not for these people"):
        _offer(house, dispatch, new_id(), **changed)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("reach", "reasons"),
    [
        (replace(REACH, wants_notices=False), {"not_wanted"}),
        (replace(REACH, email=None, phone=None, ways=[]), {"no_address"}),
        (NotFound("没有。", "None."), {"no_such_appeal"}),
    ],
)
def test_who_cannot_or_wants_not_to_be_reached_is_left_alone(
    house: House, dispatch: Dispatch, reach: Any, reasons: set[str]
) -> None:
    def asked(_: Any) -> Any:
        if isinstance(reach, NotFound):
            raise reach
        return reach

    dispatch.reach = asked
    _close(house, dispatch)

    _send(house, dispatch)

    found = _by_way(house).values()
    assert {one.last_error for one in found} == reasons
    assert {one.state for one in found} == {"dropped"}
    assert _send(house, dispatch) == 0


@pytest.mark.one_database
def test_while_the_register_is_away_no_try_is_counted(house: House, dispatch: Dispatch) -> None:
    def away(*_: Any) -> Any:
        raise Unavailable("稍后。", "Later.")

    dispatch.reach = away
    _close(house, dispatch)
    _send(house, dispatch)
    house.time.forward(seconds=61)
    _send(house, dispatch)

    found = _by_way(house).values()
    assert {(one.state, one.attempts) for one in found} == {("waiting", 0)}
    assert {one.last_error for one in found} == {"register_away"}


@pytest.mark.one_database
def test_an_account_without_an_address_gets_nothing_but_the_inbox(
    house: House, dispatch: Dispatch
) -> None:
    _assign(house, dispatch, email=None)

    _send(house, dispatch)

    assert (_one(house).state, _one(house).last_error) == ("dropped", "no_address")


@pytest.mark.one_database
def test_an_address_that_the_server_does_not_know_is_not_tried_again(
    house: House, dispatch: Dispatch
) -> None:
    """And the server's sentence, in which the address stands, is kept nowhere."""
    _assign(house, dispatch, email=_GONE)

    _send(house, dispatch)

    delivery = _one(house)
    assert (delivery.state, delivery.last_error) == ("failed", "recipient_550_5.1.1")


def test_a_mail_server_that_is_away_is_tried_again_until_it_is_back(
    house: House, tmp_path: Path
) -> None:
    """And nobody is asked for an applicant's address meanwhile."""
    register = Register()
    with MailServer(tmp_path / "mails") as server:
        dispatch = an_open_dispatch({NoticeChannel.EMAIL: _smtp(server.port)})
        dispatch.reach = register
        server.stop()
        _close(house, dispatch)
        _send(house, dispatch)
        waiting = _by_way(house)["email"]
        assert (waiting.state, waiting.attempts) == ("waiting", 1)
        assert waiting.last_error == "ConnectionRefusedError"
        assert register.asked == []
        assert _send(house, dispatch) == 0

        server.start()
        house.time.forward(seconds=61)
        _send(house, dispatch)

        assert len(server.mails_to(EMAIL)) == 1
        sent = _by_way(house)["email"]
        assert (sent.state, sent.attempts, len(register.given)) == ("sent", 2, 1)


def test_after_the_last_try_it_failed_and_an_administrator_sends_it_after_all(
    house: House, tmp_path: Path
) -> None:
    with MailServer(tmp_path / "mails") as server:
        dispatch = an_open_dispatch({NoticeChannel.EMAIL: _smtp(server.port)})
        server.stop()
        _, address = _assign(house, dispatch)
        for seconds in (0, 61, 601):
            house.time.forward(seconds=seconds)
            _send(house, dispatch)
        listed = _deliveries(house, state="failed")
        assert [found["attempts"] for found in listed] == [3]
        assert address not in str(listed)

        server.start()
        path = f"/api/v1/notice-deliveries/{listed[0]['id']}/retry"
        answer = house.gateway.call("POST", path, by=_ADMINISTRATOR, json={})
        assert (answer.status_code, answer.json["state"]) == (200, "waiting")
        _send(house, dispatch)

        assert len(server.mails_to(address)) == 1
    with house.database.reading() as session:
        noted = session.execute(
            sa.text("SELECT kind, change FROM audit WHERE kind = 'notice_delivery'")
        ).all()
    assert [tuple(row) for row in noted] == [("notice_delivery", "noted")]


def _deliveries(house: House, by: Actor = _ADMINISTRATOR, **query: Any) -> list[dict[str, Any]]:
    answer = house.gateway.call("GET", "/api/v1/notice-deliveries", by=by, query_string=query)
    assert answer.status_code == 200, answer.json
    items: list[dict[str, Any]] = answer.json["items"]
    return items


@pytest.mark.one_database
def test_what_was_sent_is_not_sent_again_by_hand(house: House, dispatch: Dispatch) -> None:
    _assign(house, dispatch)
    _send(house, dispatch)
    path = f"/api/v1/notice-deliveries/{_one(house).id}/retry"

    answer = house.gateway.call("POST", path, by=_ADMINISTRATOR, json={})

    assert answer.status_code == 409


def test_an_administrator_of_elsewhere_sees_and_sends_nothing(
    house: House, dispatch: Dispatch
) -> None:
    _assign(house, dispatch)
    stranger = Actor("stranger", (Grant(Role.ADMINISTRATOR, "440306001000"),))
    path = f"/api/v1/notice-deliveries/{_one(house).id}/retry"

    assert _deliveries(house, by=stranger) == []
    assert house.gateway.call("POST", path, by=stranger, json={}).status_code == 404
    assert len(_deliveries(house, area=COMMUNITY, channel="email", kind="appeal_assigned")) == 1
    assert _deliveries(house, channel="webhook") == []


@pytest.mark.one_database
def test_a_delivery_says_whether_its_account_is_the_readers_to_manage(
    house: House, dispatch: Dispatch
) -> None:
    """Its home may lie elsewhere: a page that led there would lead to nothing."""
    person, _ = _assign(house, dispatch)
    of_community = Actor("keeper", (Grant(Role.ADMINISTRATOR, COMMUNITY),))
    with house.database.writing() as session:
        moved = sa.update(ACCOUNT).where(ACCOUNT.c.id == person.id)
        session.execute(moved.values(area="440305007001"))

    [for_street], [for_community] = (
        _deliveries(house, by=by) for by in (_ADMINISTRATOR, of_community)
    )

    assert for_street["account"] == for_community["account"] == str(person.id)
    assert (for_street["is_account_kept"], for_community["is_account_kept"]) == (True, False)


@pytest.mark.one_database
def test_a_retry_at_night_waits_for_the_morning(house: House, dispatch: Dispatch) -> None:
    _assign(house, dispatch)
    house.time.now = shanghai(2013, 5, 6, 23).astimezone(dt.UTC)

    _send(house, dispatch)

    delivery = _one(house)
    assert (delivery.state, delivery.attempts) == ("waiting", 0)
    assert delivery.next_at == shanghai(2013, 5, 7, 8)


def test_what_is_chosen_meanwhile_counts(house: House, dispatch: Dispatch) -> None:
    person, _ = _assign(house, dispatch)
    kinds = [{"kind": "appeal_assigned", "email": False, "webhook": False}]
    body = {"quiet_from": "21:00", "quiet_to": "08:00", "kinds": kinds}
    path = "/api/v1/accounts/me/notice-preferences"
    house.gateway.call("PUT", path, by=Actor(str(person.id)), json=body)

    _send(house, dispatch)

    assert (_one(house).state, _one(house).last_error) == ("dropped", "not_wanted")


def test_two_processes_do_not_take_the_same_delivery(house: House, dispatch: Dispatch) -> None:
    _assign(house, dispatch)
    with house.database.writing() as session:
        first = operations.claim(session, NoticeChannel.EMAIL)
    with house.database.writing() as session:
        second = operations.claim(session, NoticeChannel.EMAIL)

    assert first is not None
    assert second is None


def test_what_a_process_left_behind_is_sent_again_with_the_same_id(
    house: House, dispatch: Dispatch, mail_server: MailServer
) -> None:
    """It died between sending and writing it down: twice at the worst, never lost."""
    _, address = _assign(house, dispatch)
    with house.database.writing() as session:
        lost = operations.claim(session, NoticeChannel.EMAIL)
    assert lost is not None
    house.time.forward(seconds=301)
    _send(house, dispatch)

    assert [mail["Message-ID"] for mail in mail_server.mails_to(address)] == [
        f"<{lost.id}@example.cn>"
    ]
    with house.database.writing() as session:
        assert not operations.record(session, lost, {"state": "failed", "next_at": None})
    assert (_one(house).state, _one(house).attempts) == ("sent", 2)


@pytest.mark.one_database
def test_own_words_of_a_street_are_in_the_mail(
    house: House, dispatch: Dispatch, mail_server: MailServer
) -> None:
    _, address = _assign(house, dispatch)
    body = {"title": "请办{number}", "text": "{number}请在三天内联系。", "short": "{number}"}
    path = f"/api/v1/notice-templates/{STREET}/appeal_assigned/zh"
    house.gateway.call("PUT", path, by=_ADMINISTRATOR, json=body)

    _send(house, dispatch)

    [mail] = mail_server.mails_to(address)
    assert mail["Subject"] == "请办〔2013〕17"
    assert "三天内联系" in mail.get_content()
