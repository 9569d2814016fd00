from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa

import audit
from audit import context, recording
from audit.recording import Mark, Unaudited
from bus.entrypoints import _as_list
from bus.inbox import one_by_one
from bus.work import Work
from contracts.appeals.assignment import AcceptAppeal
from contracts.appeals.categories import PutCategory
from contracts.appeals.receptions import RecordReception
from contracts.appeals.words import Channel
from gateway.places.areas.model import AREA
from runtime.database import Database, insert_new, upsert_newer
from services.appeals.appeal.model import Appeal
from services.appeals.assignment import operations as assignment
from services.appeals.categories import operations as categories
from services.appeals.categories.model import CATEGORY
from services.appeals.intake import operations as intake
from services.appeals.receptions import operations as receptions
from services.appeals.receptions.model import Reception
from tests.areas import AROUND, a_file, imported
from tests.audit.records import broken, changes, rows
from tests.builders import (
    LILIN,
    STAFF,
    STREET,
    a_settled_appeal,
    a_submission,
    an_accepted_appeal,
    an_actor,
    an_appeal,
    delivered,
    done,
    shanghai,
)
from tests.servers.fixtures import OpenDatabase
from vocabulary.actors import RESIDENT, Actor, Role
from vocabulary.origins import Origin

ADMINISTRATOR = an_actor(Role.ADMINISTRATOR, "440305000000")
_ORIGIN = Origin(address="203.0.113.7", program="key pharmacy", on_behalf_of="commissioner-hua")


@pytest.fixture
def register(migrated_database: OpenDatabase) -> Database:
    """An empty register."""
    return migrated_database("appeals")


@contextlib.contextmanager
def _asked(actor: Actor, method: str = "appeals.accept_appeal") -> Iterator[None]:
    with context.about(
        correlation_id="work-17", actor=actor, origin=_ORIGIN, deed=context.Deed(method)
    ):
        yield


def _accept(register: Database) -> str:
    submitted = an_appeal(register)
    request = AcceptAppeal(appeal_id=submitted.appeal_id, happened_at=shanghai(2013, 5, 5))
    with _asked(STAFF):
        done(register, assignment.accept, STAFF, request)
    return str(submitted.appeal_id)


def test_a_row_says_who_did_what_to_what_when_from_where_and_for_whom(register: Database) -> None:
    appeal_id = _accept(register)

    _received, row = rows(register, "appeal", appeal_id)

    assert (row.seq, row.change, row.action) == (2, "updated", "appeals.accept_appeal")
    assert (row.account, row.role) == (STAFF.account, "workstation_staff")
    assert (row.address, row.program) == ("203.0.113.7", "key pharmacy")
    assert (row.on_behalf_of, row.correlation_id) == ("commissioner-hua", "work-17")
    assert row.area == LILIN


def test_a_row_says_what_stood_there_before_and_after(register: Database) -> None:
    appeal_id = _accept(register)

    _received, row = rows(register, "appeal", appeal_id)

    assert changes(row) == {
        "state": ["received", "accepted"],
        "version": [1, 2],
        "accepted_at": [None, "2013-05-05T02:00:00+00:00"],
        "progressed_at": [
            "2013-05-04T02:00:00+00:00",
            "2013-05-05T02:00:00+00:00",
        ],
    }


def test_an_appeals_first_row_says_who_wrote_it_down_for_whom(register: Database) -> None:
    """R26 to R28: what staff write down is the resident's, though the hand is theirs."""
    submission = a_submission(
        submitted_by="clerk-1", submitted_from="203.0.113.9", submitted_with="http"
    )
    done(register, intake.take_in, RESIDENT, [delivered(submission, role="workstation_staff")])

    (row,) = rows(register, "appeal", submission.appeal_id)

    assert (row.seq, row.change, row.action) == (1, "inserted", "linli.gateway.appeal_submitted")
    assert (row.account, row.role) == ("clerk-1", "workstation_staff")
    assert (row.on_behalf_of, row.address, row.program) == ("resident", "203.0.113.9", "http")


def test_appeals_of_one_batch_have_each_their_own_author_and_chain(register: Database) -> None:
    batch = [a_submission(submitted_by=f"clerk-{n}") for n in range(50)]
    done(register, intake.take_in, RESIDENT, [delivered(one) for one in batch])

    found = {row.identity: (row.account, row.seq) for row in rows(register, "appeal")}

    assert found == {str(one.appeal_id): (f"clerk-{n}", 1) for n, one in enumerate(batch)}
    assert broken(register) == []


def test_personal_words_never_stand_in_the_audit(register: Database) -> None:
    """PIPL: erasing a person's data needs no change of the audit."""
    a_settled_appeal(register)

    with register.reading() as session:
        everything = str(session.execute(sa.text("SELECT * FROM audit")).all())

    for personal in ("灭火器", "张美兰", "13800138000"):
        assert personal not in everything


def test_who_has_the_key_can_show_that_a_value_was_the_one(register: Database) -> None:
    submitted = an_appeal(register)
    (row,) = rows(register, "appeal", submitted.appeal_id)
    before, after = changes(row)["contact_phone"]["personal"]

    def fits(phone: str) -> bool:
        return after in {mark.of("contact_phone", phone) for mark in Mark.ever(row.salt)}

    assert before is None
    assert fits("13800138000")
    assert not fits("13800138001")


def test_the_same_phone_leaves_another_digest_each_time(register: Database) -> None:
    digests = {
        changes(rows(register, "appeal", an_appeal(register).appeal_id)[0])["contact_phone"][
            "personal"
        ][1]
        for _ in range(3)
    }

    assert len(digests) == 3


def test_a_code_that_opens_doors_leaves_no_trace(register: Database) -> None:
    submitted = an_appeal(register)

    (row,) = rows(register, "appeal", submitted.appeal_id)

    assert changes(row)["tracking_code"] == {"secret": True}


@pytest.mark.parametrize("handles", [one_by_one, _as_list])
def test_what_an_event_changes_says_so_though_it_is_written_at_the_end(
    register: Database, handles: Any
) -> None:
    submitted = an_appeal(register)

    def change(work: Work, *_told: object) -> None:
        found = work.session.get(Appeal, submitted.appeal_id)
        assert found is not None
        found.version += 1

    with register.writing() as session:
        handles(change)(Work(session), [delivered(a_submission())])

    *_before, row = rows(register, "appeal", submitted.appeal_id)
    assert (row.action, row.role) == ("linli.gateway.appeal_submitted", "resident")


def test_a_change_that_is_taken_back_leaves_no_row(register: Database) -> None:
    appeal = an_accepted_appeal(register)

    with contextlib.suppress(InterruptedError), register.writing() as session:
        found = session.get_one(Appeal, appeal.id)
        found.state, found.version = found.state, 9
        session.flush()
        raise InterruptedError

    assert len(rows(register, "appeal", appeal.id)) == 2


def test_what_ends_as_it_began_leaves_no_row(register: Database) -> None:
    appeal = an_accepted_appeal(register)

    with register.writing() as session:
        found = session.get_one(Appeal, appeal.id)
        found.version += 1
        found.version -= 1

    assert len(rows(register, "appeal", appeal.id)) == 2


def test_a_value_that_was_not_loaded_is_told_all_the_same(register: Database) -> None:
    appeal = an_accepted_appeal(register)

    with register.writing() as session:
        found = session.get_one(Appeal, appeal.id)
        session.expire(found, ["commissioner", "category"])
        found.category = "pets"

    assert changes(rows(register, "appeal", appeal.id)[-1]) == {"category": ["fire_safety", "pets"]}


def test_a_row_that_is_deleted_is_told_whole(register: Database) -> None:
    with _asked(STAFF):
        done(
            register,
            receptions.record,
            STAFF,
            RecordReception(
                community=LILIN,
                visitors=3,
                channel=Channel.HOME_VISIT,
                held_at=shanghai(2013, 5, 4),
            ),
        )
    with register.writing() as session:
        session.delete(session.scalars(sa.select(Reception)).one())

    inserted, deleted = rows(register, "reception")

    assert (inserted.change, deleted.change) == ("inserted", "deleted")
    assert changes(deleted)["visitors"] == [3, None]
    assert broken(register) == []


def test_statements_are_told_like_objects(register: Database) -> None:
    """Nobody can forget it: also what goes past the unit of work is written down."""
    appeal = an_accepted_appeal(register)

    with register.writing() as session:
        session.execute(sa.update(Appeal).where(Appeal.id == appeal.id).values(category="pets"))

    assert changes(rows(register, "appeal", appeal.id)[-1]) == {"category": ["fire_safety", "pets"]}
    assert broken(register) == []


def test_a_statement_after_an_object_is_told_after_it(register: Database) -> None:
    appeal = an_accepted_appeal(register)

    with register.writing() as session:
        session.get_one(Appeal, appeal.id).category = "civility"
        session.execute(sa.update(Appeal).where(Appeal.id == appeal.id).values(category="pets"))

    assert [changes(row) for row in rows(register, "appeal", appeal.id)[2:]] == [
        {"category": ["fire_safety", "civility"]},
        {"category": ["civility", "pets"]},
    ]


def test_a_deleting_statement_is_told_row_by_row(register: Database) -> None:
    with register.writing() as session:
        session.execute(sa.delete(CATEGORY).where(CATEGORY.c.code.in_(["pets", "other"])))

    found = {row.identity: row.change for row in rows(register, "category")}
    assert found == {"pets": "deleted", "other": "deleted"}


def test_rows_inserted_the_quick_way_must_name_the_same_columns(register: Database) -> None:
    row = {"code": "noise", "name_zh": "噪音", "name_en": "Noise", "active": True, "version": 1}

    with pytest.raises(Unaudited), register.writing() as session:
        audit.insert_many(session, CATEGORY, [row, {"code": "dust"}])

    assert rows(register, "category") == []


def test_rows_inserted_the_quick_way_are_what_the_usual_way_reads(register: Database) -> None:
    row = {
        "code": "noise",
        "name_zh": "噪“音”\\",
        "name_en": "\t%s :x",
        "active": False,
        "version": 7,
    }

    with register.writing() as session:
        audit.insert_many(session, CATEGORY, [row])

    with register.reading() as session:
        kept = session.execute(sa.select(CATEGORY).where(CATEGORY.c.code == "noise")).mappings()
        assert dict(kept.one()) == row
    assert [one.change for one in rows(register, "category")] == ["inserted"]


def test_two_who_begin_the_same_chain_at_once_do_not_meet(register: Database) -> None:
    """A deed about something that has no row yet: a login that fails, say."""
    with ThreadPoolExecutor(4) as threads:
        working = [threads.submit(_note_often, register, "nobody", n) for n in range(4)]
        for one in working:
            one.result(timeout=60)

    assert [row.seq for row in rows(register, "appeal", "nobody")] == list(range(1, 21))
    assert broken(register) == []


def test_a_statement_that_changes_many_rows_is_told_row_by_row(register: Database) -> None:
    appeals = [an_accepted_appeal(register) for _ in range(3)]
    an_accepted_appeal(register, category="pets")

    with register.writing() as session:
        session.execute(
            sa.update(Appeal).where(Appeal.category == "fire_safety").values(category="civility")
        )

    told = [row for row in rows(register, "appeal") if "category" in changes(row) and row.seq == 3]
    assert {row.identity for row in told} == {str(appeal.id) for appeal in appeals}
    assert broken(register) == []


def test_a_category_that_is_put_and_put_again(register: Database) -> None:
    """Upserts are told by what they did, and by nothing where they did nothing."""

    def put(name: str) -> None:
        request = PutCategory(code="noise", name_zh=name, name_en="Noise", active=True)
        with _asked(ADMINISTRATOR, "appeals.put_category"):
            done(register, categories.put, ADMINISTRATOR, request)

    for name in ("噪音", "噪音", "噪声"):
        put(name)

    added, renamed = rows(register, "category", "noise")
    assert (added.change, added.area, added.role) == ("inserted", "*", "administrator")
    assert changes(renamed) == {"name_zh": ["噪音", "噪声"], "version": [1, 2]}


def test_an_imported_area_is_told_where_it_lies(migrated_database: OpenDatabase) -> None:
    database = migrated_database("gateway")
    for name in ("荔林", "荔林新"):
        imported(database, a_file(*AROUND, f"{LILIN},{name},Lilin"))

    added, renamed = rows(database, "area", LILIN)

    assert (added.area, added.change) == (LILIN, "inserted")
    assert changes(renamed) == {"name_zh": ["荔林", "荔林新"], "version": [1, 2]}


def test_an_insert_without_its_key_is_refused(migrated_database: OpenDatabase) -> None:
    """What cannot be told row by row does not happen at all."""
    database = migrated_database("gateway")
    many = sa.insert(AREA).values([{"code": LILIN}, {"code": STREET}])

    with pytest.raises(Unaudited), database.writing() as session:
        session.execute(many)

    assert rows(database, "area") == []


def test_a_change_with_many_parameters_is_refused(register: Database) -> None:
    statement = (
        sa.update(CATEGORY)
        .where(CATEGORY.c.code == sa.bindparam("of"))
        .values(active=sa.bindparam("to"))
    )

    with pytest.raises(Unaudited), register.writing() as session:
        session.execute(statement, [{"of": "pets", "to": False}, {"of": "other", "to": False}])


def test_what_an_insert_gives_back_still_comes(register: Database) -> None:
    row = {"code": "noise", "name_zh": "噪音", "name_en": "Noise", "active": True, "version": 7}

    with register.writing() as session:
        assert insert_new(session, CATEGORY, [row], unique=("code",), returning="version") == [7]
        assert insert_new(session, CATEGORY, [row], unique=("code",), returning="version") == []


def test_many_rows_in_one_statement_are_told_one_by_one(register: Database) -> None:
    """PostgreSQL gets them as one parameter."""
    category = {"name_zh": "噪音", "name_en": "Noise", "active": True}
    older = [category | {"code": code, "version": 1} for code in ("noise", "smell")]
    newer = [{**older[0], "active": False, "version": 2}, {**older[1], "version": 1}]

    with register.writing() as session:
        upsert_newer(session, CATEGORY, older, key="code")
        upsert_newer(session, CATEGORY, newer, key="code")

    assert [row.change for row in rows(register, "category", "smell")] == ["inserted"]
    added, changed = rows(register, "category", "noise")
    assert (added.change, changes(changed)) == (
        "inserted",
        {"active": [True, False], "version": [1, 2]},
    )


def test_a_deed_that_changes_no_row_is_noted(register: Database) -> None:
    with _asked(STAFF, "appeals.show_contact"), register.writing() as session:
        audit.note(
            session, kind="disclosure", identity="a-17", area=LILIN, after={"reason": "call back"}
        )

    (row,) = rows(register, "disclosure", "a-17")

    assert (row.change, row.action, row.account) == (
        "noted",
        "appeals.show_contact",
        STAFF.account,
    )
    assert changes(row) == {"reason": [None, "call back"]}
    assert broken(register) == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET account = 'nobody'",
        "DELETE FROM audit",
        "DELETE FROM audit_head",
        "UPDATE audit_head SET seq = seq - 1",
        "UPDATE audit_head SET hash = 'other'",
        "UPDATE audit_head SET identity = 'other', seq = seq + 1",
    ],
)
def test_the_database_refuses_to_change_the_audit(register: Database, change: str) -> None:
    an_accepted_appeal(register)

    with pytest.raises(sa.exc.DBAPIError, match="append-only"), register.writing() as session:
        session.execute(sa.text(change))


def test_two_who_change_the_same_thing_never_break_its_chain(register: Database) -> None:
    """The head is locked, so one waits for the other, whatever the command locks."""
    appeal = an_accepted_appeal(register)
    with ThreadPoolExecutor(3) as threads:
        working = [threads.submit(_note_often, register, str(appeal.id), n) for n in range(3)]
        for one in working:
            one.result(timeout=60)

    assert len(rows(register, "appeal", appeal.id)) == 2 + 3 * 5
    assert broken(register) == []


def _note_often(register: Database, identity: str, worker: int) -> None:
    for turn in range(5):
        with register.writing() as session:
            audit.note(
                session,
                kind="appeal",
                identity=identity,
                area=LILIN,
                after={"worker": worker, "turn": turn},
            )


def test_moments_are_told_the_same_whatever_their_offset() -> None:
    here = shanghai(2013, 5, 4)

    assert recording.plain(here) == recording.plain(here.astimezone(dt.UTC))
