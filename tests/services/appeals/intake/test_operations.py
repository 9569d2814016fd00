from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from bus.inbox import Body, Inbox
from bus.work import Delivered, Work
from contracts.appeals.intake import AppealReceived, AppealSubmitted
from contracts.appeals.words import AppealChannel, State
from groundwork import counters
from runtime.database import Database
from runtime.encryption import Keyring, Unsealable, keyring
from services.appeals.appeal.model import Appeal
from services.appeals.intake import operations
from tests.builders import (
    DENGLIANG,
    LILIN,
    YUELIANGWAN,
    a_submission,
    an_appeal,
    delivered,
    done,
    shanghai,
    shown,
)
from tests.keys import OTHER_KEY
from tests.outboxes import envelopes, events
from vocabulary.actors import RESIDENT


def _take_in(register: Database, *submissions: AppealSubmitted) -> None:
    batch = [delivered(submission) for submission in submissions]
    done(register, operations.take_in, RESIDENT, batch)


def _numbers(register: Database, community: str) -> list[str]:
    chosen = sa.select(Appeal.number).where(Appeal.community == community)
    with register.reading() as session:
        return list(session.scalars(chosen.order_by(Appeal.id)))


def test_what_a_resident_said_stands_in_the_register(register: Database) -> None:
    submitted = an_appeal(register)

    seen = shown(register, submitted.appeal_id)

    assert (seen.number, seen.state, seen.round, seen.version) == (
        "〔2013〕1",
        State.RECEIVED,
        1,
        1,
    )
    assert (seen.text, seen.category) == (submitted.text, "fire_safety")
    assert seen.received_at == submitted.received_at
    assert [step.what for step in seen.history] == ["received"]


@pytest.mark.parametrize("channel", [*AppealChannel, None])
def test_the_way_an_appeal_came_in_is_kept_and_told(
    register: Database, channel: AppealChannel | None
) -> None:
    """Older programs send null: it is not known."""
    submitted = an_appeal(register, channel=channel)

    [told] = events(register, submitted.appeal_id)
    assert isinstance(told, AppealReceived)
    assert told.channel is channel
    assert shown(register, submitted.appeal_id).channel is channel


def test_what_travelled_sealed_stands_in_the_register(register: Database) -> None:
    words = {"text": "灯坏了", "contact_name": "王芳", "contact_phone": "13800138000"}
    sealed = keyring().seal(json.dumps(words | {"contact_address": "荔林路1号"}))

    submitted = an_appeal(register, sealed=sealed, text=None, contact_name=None, contact_phone=None)

    seen = shown(register, submitted.appeal_id)
    assert (seen.text, seen.contact_name, seen.contact_phone, seen.contact_address) == (
        "灯坏了",
        "王*",
        "138****8000",
        "****",
    )


@pytest.mark.parametrize(
    ("changed", "wanted"),
    [
        ({"notify": True}, True),
        ({"notify": True, "contact_phone": None, "contact_email": "a@example.cn"}, True),
        ({"notify": True, "contact_phone": None}, True),
        ({"notify": False}, False),
        pytest.param({}, False, id="a-gateway-that-asked-nobody"),
    ],
)
def test_messages_go_to_whoever_did_not_decline(
    register: Database, changed: dict[str, object], *, wanted: bool
) -> None:
    """PIPL art. 15: a person who wants none gets none."""
    submitted = an_appeal(register, **changed)

    assert shown(register, submitted.appeal_id).wants_notices is wanted


def test_what_no_key_opens_is_not_taken_in(register: Database) -> None:
    """It becomes a dead letter, and can be tried again with its key."""
    sealed = Keyring([OTHER_KEY]).seal("{}")

    with pytest.raises(Unsealable):
        an_appeal(register, sealed=sealed, text=None)


def test_nothing_personal_lies_open_in_the_register(register: Database) -> None:
    """PIPL art. 51."""
    submitted = an_appeal(register, contact_address="荔林路1号")

    with register.reading() as session:
        row = str(session.execute(sa.text("SELECT * FROM appeal")).one())

    for words in (submitted.text, "张美兰", "13800138000", "荔林路"):
        assert str(words) not in row


def test_the_world_hears_of_it_without_text_or_person(register: Database) -> None:
    submission = delivered(a_submission())
    done(register, operations.take_in, RESIDENT, [submission])

    (found,) = envelopes(register, submission.event.appeal_id)

    event = found.event()
    assert isinstance(event, AppealReceived)
    assert (event.number, event.community, event.version) == ("〔2013〕1", LILIN, 1)
    assert found.causation_id == str(submission.envelope.id)
    assert found.correlation_id == submission.envelope.correlation_id
    assert "张美兰" not in found.text()
    assert "灭火器" not in found.text()


def test_numbers_count_by_community_and_year(register: Database) -> None:
    _take_in(
        register,
        a_submission(),
        a_submission(community=YUELIANGWAN),
        a_submission(),
        a_submission(received_at=shanghai(2014, 1, 1)),
    )
    _take_in(register, a_submission(), a_submission(community=YUELIANGWAN))

    assert _numbers(register, LILIN) == ["〔2013〕1", "〔2013〕2", "〔2014〕1", "〔2013〕3"]
    assert _numbers(register, YUELIANGWAN) == ["〔2013〕1", "〔2013〕2"]


def test_an_appeal_that_is_stored_already_stays_as_it_is(register: Database) -> None:
    """The broker and the relay may deliver twice under different event ids."""
    first = an_appeal(register)
    again = a_submission(appeal_id=first.appeal_id, text="改过的内容")

    _take_in(register, again, a_submission())

    assert shown(register, first.appeal_id).text == first.text
    assert len(events(register, first.appeal_id)) == 1
    assert _numbers(register, LILIN) == ["〔2013〕1", "〔2013〕2"]


def test_the_same_appeal_twice_in_a_batch_is_one(register: Database) -> None:
    submitted = a_submission()

    _take_in(register, submitted, submitted, a_submission())

    assert _numbers(register, LILIN) == ["〔2013〕1", "〔2013〕2"]
    assert len(events(register, submitted.appeal_id)) == 1


def test_a_batch_of_what_is_known_changes_nothing(register: Database) -> None:
    submitted = an_appeal(register)

    _take_in(register, submitted)

    assert _numbers(register, LILIN) == ["〔2013〕1"]


def test_a_category_that_is_gone_meanwhile_does_not_stop_an_appeal(register: Database) -> None:
    """What was answered with a receipt is kept."""
    submitted = an_appeal(register, category="no_longer_there")

    assert shown(register, submitted.appeal_id).category == "no_longer_there"


def test_workers_that_number_at_once_do_not_collide(register: Database) -> None:
    """Every number is given once and none is left out, with batches in any order."""
    workers, batches, size = 4, 5, 6
    places = [LILIN, YUELIANGWAN, DENGLIANG]
    together = threading.Barrier(workers)

    def work(worker: int) -> None:
        together.wait(timeout=30)
        for batch in range(batches):
            turned = places[(worker + batch) % 3 :] + places[: (worker + batch) % 3]
            _take_in(register, *(a_submission(community=turned[n % 3]) for n in range(size)))

    with ThreadPoolExecutor(workers) as threads:
        for done_one in [threads.submit(work, worker) for worker in range(workers)]:
            done_one.result(timeout=120)

    each = workers * batches * size // len(places)
    for community in places:
        expected = Counter(f"〔2013〕{serial}" for serial in range(1, each + 1))
        assert Counter(_numbers(register, community)) == expected


def test_two_workers_with_the_same_appeal_keep_it_once(register: Database) -> None:
    """The gateway gives an appeal's event one id, however often the appeal is sent."""
    texts = [delivered(a_submission()).envelope.text().encode() for _ in range(8)]
    together = threading.Barrier(2)

    def handle(work: Work, deliveries: Sequence[Delivered[Any]]) -> None:
        operations.take_in(work.session, work.actor, deliveries)

    def work() -> None:
        inbox = Inbox(register, "appeals.intake", handle, retry_seconds=())
        together.wait(timeout=30)
        for text in texts:
            inbox.take([Body(text)])

    with ThreadPoolExecutor(2) as threads:
        for done_one in [threads.submit(work), threads.submit(work)]:
            done_one.result(timeout=120)

    assert sorted(_numbers(register, LILIN)) == [f"〔2013〕{serial}" for serial in range(1, 9)]


@pytest.mark.parametrize("databases", ["postgres"], indirect=True)
def test_personal_data_are_unsealed_before_others_have_to_wait(register: Database) -> None:
    """Numbers that were reserved by what then fails are left out."""
    an_appeal(register)
    unsealable = a_submission(sealed=Keyring([OTHER_KEY]).seal("{}"), text=None)

    with register.writing() as other:
        other.execute(sa.select(counters.COUNTER).with_for_update())
        with register.writing() as session:
            session.execute(sa.text("SET LOCAL lock_timeout = '2s'"))
            with pytest.raises(Unsealable):
                operations.take_in(session, RESIDENT, [delivered(unsealable)])


@pytest.mark.parametrize("databases", ["postgres"], indirect=True)
def test_no_worker_waits_for_the_commit_of_another(register: Database) -> None:
    """Counters once stayed locked until the commit, and intake workers came one at a time."""
    with register.writing() as slow:
        operations.take_in(slow, RESIDENT, [delivered(a_submission())])
        with register.writing() as session:
            session.execute(sa.text("SET LOCAL lock_timeout = '2s'"))
            operations.take_in(session, RESIDENT, [delivered(a_submission())])

    assert sorted(_numbers(register, LILIN)) == ["〔2013〕1", "〔2013〕2"]


@pytest.mark.parametrize("databases", ["postgres"], indirect=True)
def test_numbers_of_a_transaction_that_failed_are_left_out_and_named(register: Database) -> None:
    """Another worker may have given the next one already."""

    def fails(session: Session, submissions: list[Delivered[AppealSubmitted]]) -> None:
        operations.take_in(session, RESIDENT, submissions)
        raise ConnectionError

    three = [delivered(a_submission()) for _ in range(3)]
    with capture_logs() as lines:
        with pytest.raises(ConnectionError):
            done(register, fails, three)
        an_appeal(register)

    assert _numbers(register, LILIN) == ["〔2013〕4"]
    told = [one for one in lines if one["event"] == "numbers_left_out"]
    assert [(one["series"], one["first"], one["last"]) for one in told] == [(f"{LILIN}/2013", 1, 3)]
