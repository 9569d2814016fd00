"""Rows of attachments, on both databases: what is bound, swept up and erased, and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from bus.tables import OUTBOX
from bus.work import Work
from contracts.appeals.appeal import TrackedAppeal
from contracts.gateway.attachments import (
    AttachmentRecord,
    FileAttached,
    FindAttachment,
    KeepAttachment,
    ListAttachments,
    RemoveAttachment,
    ReserveAttachment,
)
from contracts.gateway.words import AttachedTo, AttachmentKind, AttachmentState
from contracts.volunteers.fund import FundPapersForgotten
from gateway.files.attachment_store import AttachmentStore
from gateway.files.attachments import operations, queries
from gateway.files.attachments.entrypoints import AttachmentEntrypoints
from gateway.files.attachments.model import ATTACHMENT
from gateway.files.attachments.rules import RESIDENT_MOST
from runtime.database import Database
from runtime.identifiers import new_id
from tests.gateway import answers
from tests.gateway.actors import STAFF
from tests.gateway.files.attachments.desk import CODE
from vocabulary.actors import RESIDENT, Actor
from vocabulary.problems import NotFound, Problem, Unavailable, WrongState

_HERE = "440305007003"
_APPEAL = answers.APPEAL


def _reservation(**changes: Any) -> ReserveAttachment:
    facts: dict[str, Any] = {
        "attached_to": AttachedTo.APPEAL,
        "thing_id": _APPEAL,
        "area": _HERE,
        "kind": AttachmentKind.IMAGE,
        "media_type": "image/jpeg",
        "size_bytes": 1000,
        "sha256": "0" * 64,
        "name": "a.jpg",
    } | changes
    return ReserveAttachment(**facts)


def _waiting(code: str = CODE) -> ReserveAttachment:
    return _reservation(thing_id=None, area=None, tracking_code=code)


class Rows:
    """The operations, each in its own transaction."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def reserved(self, request: ReserveAttachment, by: Actor = RESIDENT) -> AttachmentRecord:
        with self.database.writing() as session:
            return operations.reserve(session, by, request)

    def kept(self, request: ReserveAttachment, by: Actor = RESIDENT) -> AttachmentRecord:
        made = self.reserved(request, by)
        with self.database.writing() as session:
            operations.keep(session, by, KeepAttachment(attachment_id=made.id))
        return self.found(made.id)

    def removed(self, request: ReserveAttachment, by: Actor = RESIDENT) -> AttachmentRecord:
        made = self.kept(request, by)
        with self.database.writing() as session:
            operations.remove(session, by, RemoveAttachment(attachment_id=made.id))
        return self.found(made.id)

    def found(self, attachment_id: UUID) -> AttachmentRecord:
        with self.database.reading() as session:
            return queries.find(session, FindAttachment(attachment_id=attachment_id))

    def age(self, attachment_id: UUID, by: dt.timedelta) -> None:
        aged = self.found(attachment_id).created_at - by
        with self.database.writing() as session:
            session.execute(
                sa.update(ATTACHMENT)
                .where(ATTACHMENT.c.id == attachment_id)
                .values(created_at=aged)
            )

    def sweep(self, delete: Callable[[str], None]) -> int:
        with self.database.writing() as session:
            return operations.sweep(session, delete)

    def told(self) -> list[str]:
        with self.database.reading() as session:
            found = sa.select(OUTBOX.c.aggregate).where(OUTBOX.c.type == FileAttached.cloud_type())
            return list(session.scalars(found.order_by(OUTBOX.c.seq)))


@pytest.fixture
def rows(database: Database) -> Rows:
    return Rows(database)


def test_what_is_only_reserved_is_shown_to_nobody(rows: Rows) -> None:
    rows.reserved(_reservation())

    with rows.database.reading() as session:
        listed = queries.listed(
            session, STAFF, ListAttachments(attached_to=AttachedTo.APPEAL, thing_id=_APPEAL)
        )
    assert (listed.items, rows.told()) == ([], [])


def test_where_it_lies_does_not_follow_from_its_id(rows: Rows) -> None:
    made = rows.reserved(_reservation())

    assert made.storage_key != made.id.hex


def test_keeping_twice_tells_once(rows: Rows) -> None:
    made = rows.kept(_reservation())

    with rows.database.writing() as session:
        again = operations.keep(session, RESIDENT, KeepAttachment(attachment_id=made.id))

    assert again.state is AttachmentState.KEPT
    assert rows.told() == [str(made.id)]


def test_many_at_once_find_no_more_room_than_there_is(rows: Rows) -> None:
    """A resident who sends everything at the same moment gets no more than one after the other."""

    def attempt(_: int) -> bool:
        try:
            rows.reserved(_reservation())
        except WrongState:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(attempt, range(RESIDENT_MOST + 8)))

    assert sum(done) == RESIDENT_MOST


def test_what_was_reserved_and_never_kept_is_forgotten_with_its_content(rows: Rows) -> None:
    late, early = rows.reserved(_reservation()), rows.reserved(_reservation())
    rows.age(late.id, dt.timedelta(hours=1, minutes=1))
    deleted: list[str] = []

    assert rows.sweep(deleted.append) == 1

    assert deleted == [late.storage_key]
    assert rows.found(early.id).state is AttachmentState.UPLOADED
    with pytest.raises(NotFound):
        rows.found(late.id)


def test_of_what_was_removed_only_the_fact_remains(rows: Rows) -> None:
    gone, stays = rows.removed(_reservation()), rows.kept(_reservation())
    deleted: list[str] = []

    assert [rows.sweep(deleted.append), rows.sweep(deleted.append)] == [1, 0]

    assert deleted == [gone.storage_key]
    tombstone = rows.found(gone.id)
    assert (tombstone.storage_key, tombstone.name) == (None, None)
    assert (tombstone.size_bytes, tombstone.kind) == (1000, AttachmentKind.IMAGE)
    assert rows.found(stays.id).storage_key is not None


def test_while_the_store_is_away_nothing_is_called_gone(rows: Rows) -> None:
    gone = rows.removed(_reservation())

    def away(_key: str) -> None:
        raise Unavailable("离线", "away")

    with pytest.raises(Unavailable):
        rows.sweep(away)

    assert rows.found(gone.id).storage_key is not None


def test_erasing_an_appeal_removes_its_attachments_and_no_others(rows: Rows) -> None:
    """When a person's data is erased, no picture of theirs stays."""
    other = rows.kept(_reservation(thing_id=new_id()))
    mine = [
        rows.kept(_reservation()).id,
        rows.kept(_reservation(), STAFF).id,
        rows.reserved(_reservation()).id,
    ]

    with rows.database.writing() as session:
        assert operations.erase_for(session, AttachedTo.APPEAL, _APPEAL) == 3
        assert operations.erase_for(session, AttachedTo.APPEAL, _APPEAL) == 0

    assert {rows.found(found).state for found in mine} == {AttachmentState.REMOVED}
    assert {rows.found(found).name for found in mine} == {None}
    assert rows.found(other.id).state is AttachmentState.KEPT
    deleted: list[str] = []
    assert rows.sweep(deleted.append) == 3


def test_things_of_two_kinds_under_one_id_keep_their_files_apart(rows: Rows) -> None:
    of_appeal = rows.kept(_reservation(), STAFF)
    of_session = rows.kept(_reservation(attached_to=AttachedTo.TRAINING_SESSION), STAFF)

    with rows.database.writing() as session:
        asked = ListAttachments(attached_to=AttachedTo.TRAINING_SESSION, thing_id=_APPEAL)
        listed = queries.listed(session, STAFF, asked)
        assert operations.erase_for(session, AttachedTo.APPEAL, _APPEAL) == 1

    assert [one.id for one in listed.items] == [of_session.id]
    assert rows.found(of_session.id).state is AttachmentState.KEPT
    assert rows.found(of_appeal.id).state is AttachmentState.REMOVED


def test_the_photos_of_receipts_go_with_the_papers_of_the_fund(rows: Rows) -> None:
    project, receipt, another = new_id(), new_id(), new_id()
    gone = [
        rows.kept(_reservation(attached_to=kind, thing_id=thing), STAFF)
        for kind, thing in (
            (AttachedTo.FUND_APPLICATION, project),
            (AttachedTo.FUND_RECEIPT, receipt),
        )
    ]
    stays = rows.kept(_reservation(attached_to=AttachedTo.FUND_RECEIPT, thing_id=another), STAFF)
    event = FundPapersForgotten(project_id=project, community=_HERE, receipts=[receipt], version=9)

    for _twice in range(2):
        with rows.database.writing() as session:
            told: Any = None
            AttachmentEntrypoints().erase_fund_papers(Work(session), event, told)

    assert {rows.found(one.id).state for one in gone} == {AttachmentState.REMOVED}
    assert rows.found(stays.id).state is AttachmentState.KEPT


def test_what_was_erased_on_its_way_is_not_kept_after_all(rows: Rows) -> None:
    made = rows.reserved(_reservation())
    with rows.database.writing() as session:
        operations.erase_for(session, AttachedTo.APPEAL, _APPEAL)

    with rows.database.writing() as session:
        view = operations.keep(session, RESIDENT, KeepAttachment(attachment_id=made.id))

    assert (view.state, rows.told()) == (AttachmentState.REMOVED, [])


def test_an_appeal_that_never_arrives_keeps_its_attachments_a_month(rows: Rows) -> None:
    late, early = rows.kept(_waiting()), rows.kept(_waiting())
    rows.age(late.id, dt.timedelta(days=31))
    rows.age(early.id, dt.timedelta(days=29))

    rows.sweep(lambda _key: None)

    states = [rows.found(found.id).state for found in (late, early)]
    assert states == [AttachmentState.REMOVED, AttachmentState.KEPT]


class TestTheTimer:
    def _entrypoints(self, track: Callable[[str], TrackedAppeal]) -> AttachmentEntrypoints:
        made = AttachmentEntrypoints()
        made.attachment_store = AttachmentStore()
        made.attachment_store.track = track
        return made

    def test_binds_what_waited_when_its_appeal_is_stored(self, rows: Rows) -> None:
        waiting, other = rows.kept(_waiting()), rows.kept(_waiting("another code"))

        def track(code: str) -> TrackedAppeal:
            if code != CODE:
                raise NotFound("没有", "none")
            return replace(answers.a_tracked_appeal(), id=_APPEAL, community=_HERE)

        with rows.database.writing() as session:
            self._entrypoints(track).bind_attachments(Work(session))

        bound = rows.found(waiting.id)
        assert (bound.thing_id, bound.area, bound.tracking_code) == (_APPEAL, _HERE, None)
        assert rows.found(other.id).thing_id is None
        assert rows.told() == [str(waiting.id)]

    def test_tells_of_an_upload_under_way_only_when_it_is_kept(self, rows: Rows) -> None:
        waiting = rows.reserved(_waiting())
        with rows.database.writing() as session:
            operations.bind(session, CODE, appeal_id=_APPEAL, community=_HERE)
        assert rows.told() == []

        with rows.database.writing() as session:
            operations.keep(session, RESIDENT, KeepAttachment(attachment_id=waiting.id))

        assert rows.told() == [str(waiting.id)]

    @pytest.mark.parametrize("answer", [Unavailable("离线", "away"), NotFound("没有", "none")])
    def test_waits_while_nobody_knows_the_appeal(self, rows: Rows, answer: Problem) -> None:
        waiting = rows.kept(_waiting())

        def track(_code: str) -> TrackedAppeal:
            raise answer

        with rows.database.writing() as session:
            self._entrypoints(track).bind_attachments(Work(session))

        assert rows.found(waiting.id).tracking_code == CODE

    def test_sweeps_again_after_the_store_was_away(self, rows: Rows) -> None:
        gone = rows.removed(_reservation())
        made = self._entrypoints(lambda _code: answers.a_tracked_appeal())
        made.attachment_store.storage = store = _Store()

        with rows.database.writing() as session:
            made.sweep_attachments(Work(session))
        assert rows.found(gone.id).storage_key is not None
        store.is_away = False
        with rows.database.writing() as session:
            made.sweep_attachments(Work(session))

        assert rows.found(gone.id).storage_key is None


class _Store:
    """A store of which only the deleting matters."""

    def __init__(self) -> None:
        self.is_away = True

    def put(self, key: str, source: Any) -> None:
        raise NotImplementedError

    def read(self, key: str, start: int, stop: int) -> Any:
        raise NotImplementedError

    def delete(self, key: str) -> None:
        if self.is_away:
            raise Unavailable(key, "away")
