from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from bus.tables import ANSWERED_REQUEST, DEAD_LETTER
from cli import encryption as commands
from cli import resealing
from contracts.appeals.own_data import EraseAppeal, ExportOwnData
from contracts.appeals.words import AskedHow
from contracts.envelope import wrap
from gateway.people.consents.model import CONSENT
from runtime import clock, encryption, migrating
from runtime.database import Database
from runtime.encryption import Keyring
from runtime.identifiers import new_id
from services.appeals.appeal.model import Appeal
from services.appeals.own_data import operations as own_data
from services.recruitment.applications.model import Application
from tests.builders import (
    STAFF,
    a_declined_appeal,
    a_settled_appeal,
    a_submission,
    an_appeal,
    done,
    shown,
)
from tests.keys import KEY, OTHER_KEY
from tests.servers.fixtures import OpenDatabase
from vocabulary.erasure import ON_REQUEST
from vocabulary.phones import same_phone

_NEW = OTHER_KEY
_BOTH = f"{_NEW},{KEY}"


@pytest.fixture
def register(migrated_database: OpenDatabase) -> Iterator[Database]:
    """A register whose data the older key sealed."""
    encryption.use([KEY])
    yield migrated_database("appeals")
    encryption.use([KEY])


def _run(command: str, register: Database, keys: str = _BOTH) -> Result:
    url = register.engine.url.render_as_string(hide_password=False)
    environ = {"LINLI_APPEALS_DATABASE_URL": url, "LINLI_ENCRYPTION_KEYS": keys}
    return CliRunner().invoke(commands.command, [command, "appeals"], env=environ)


def test_afterwards_the_newest_key_alone_is_enough(register: Database) -> None:
    settled = a_settled_appeal(register, contact_address="荔林路1号")
    declined = a_declined_appeal(register)

    rotated = _run("rotate", register)

    assert rotated.exit_code == 0, rotated.output
    assert "appeals.appeal: 2 rows resealed" in rotated.output
    encryption.use([_NEW])
    assert shown(register, settled.id) == settled
    assert shown(register, declined.id) == declined
    assert _run("check", register, _NEW).exit_code == 0


def test_a_person_is_known_again_with_the_newest_key_alone(register: Database) -> None:
    """The fingerprint is made anew with the number beside it."""
    settled = a_settled_appeal(register)
    _run("rotate", register)
    encryption.use([_NEW])

    request = ExportOwnData(tracking_code=settled.tracking_code, phone="13800138000")

    assert done(register, own_data.export, request).data is not None


def test_a_person_is_known_while_keys_change(register: Database) -> None:
    settled = a_settled_appeal(register)
    encryption.use([_NEW, KEY])

    request = ExportOwnData(tracking_code=settled.tracking_code, phone="13800138000")

    assert done(register, own_data.export, request).data is not None


def test_what_is_done_is_not_done_again(register: Database) -> None:
    """A run that was broken off goes on where it stands."""
    for _ in range(3):
        an_appeal(register)
    _run("rotate", register)
    with register.reading() as session:
        before = session.execute(sa.text("SELECT text FROM appeal ORDER BY id")).all()

    again = _run("rotate", register)

    assert "appeals: nothing to do" in again.output
    with register.reading() as session:
        assert before == session.execute(sa.text("SELECT text FROM appeal ORDER BY id")).all()


def test_more_rows_than_one_portion_are_all_done(
    register: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resealing, "_AT_ONCE", 2)
    for _ in range(5):
        an_appeal(register)

    rotated = _run("rotate", register)

    assert "appeals.appeal: 5 rows resealed" in rotated.output


def test_services_go_on_meanwhile(register: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """What they take in and erase between two portions is neither lost nor brought back."""
    monkeypatch.setattr(resealing, "_AT_ONCE", 3)
    appeals = [a_settled_appeal(register) for _ in range(12)]
    encryption.use([_NEW, KEY])
    together = threading.Barrier(2)

    def serve() -> None:
        together.wait(timeout=30)
        for appeal in appeals[::2]:
            wish = EraseAppeal(appeal_id=appeal.id, asked=AskedHow.IN_PERSON)
            done(register, own_data.erase_for_the_person, STAFF, wish)
            an_appeal(register)

    def rotate() -> None:
        together.wait(timeout=30)
        metadata = migrating.declared("appeals")
        for _ in resealing.reseal(register, metadata, encryption.keyring()):
            pass

    with ThreadPoolExecutor(2) as threads:
        for one in [threads.submit(serve), threads.submit(rotate)]:
            one.result(timeout=120)

    assert _run("check", register, _NEW).exit_code == 0
    encryption.use([_NEW])
    for number, appeal in enumerate(appeals):
        seen = shown(register, appeal.id)
        assert seen.text == (ON_REQUEST if number % 2 == 0 else appeal.text)


def test_what_was_erased_stays_erased(register: Database) -> None:
    settled = a_settled_appeal(register)
    with register.writing() as session:
        session.execute(sa.update(Appeal).values(text="[已应本人要求删除]"))

    _run("rotate", register)

    encryption.use([_NEW])
    assert shown(register, settled.id).text == "[已应本人要求删除]"


def test_kept_answers_are_sealed_anew(register: Database) -> None:
    row = {
        "key": "k",
        "fingerprint": "f",
        "answer": encryption.keyring().seal('{"times": 1}'),
        "answered_at": clock.now(),
    }
    with register.writing() as session:
        session.execute(sa.insert(ANSWERED_REQUEST).values(row))

    _run("rotate", register)

    with register.reading() as session:
        kept = session.scalar(sa.select(ANSWERED_REQUEST.c.answer))
    assert Keyring([_NEW]).open(str(kept)) == '{"times": 1}'


def test_a_check_says_what_still_needs_an_older_key(register: Database) -> None:
    an_appeal(register)

    checked = _run("check", register)

    assert checked.exit_code == 1
    assert "appeals.appeal: 0 with the newest key, 4 with older ones, 0 with none" in checked.output


def test_a_check_says_what_no_key_here_opens(register: Database) -> None:
    an_appeal(register)

    checked = _run("check", register, _NEW)

    assert checked.exit_code == 1
    assert "0 with older ones, 4 with none that is here" in checked.output


def test_rotating_without_the_older_key_changes_nothing(register: Database) -> None:
    submitted = an_appeal(register)

    rotated = _run("rotate", register, _NEW)

    assert rotated.exit_code == 0
    encryption.use([KEY])
    assert shown(register, submitted.appeal_id).text == submitted.text


def test_a_letter_that_waits_needs_the_key_of_its_time(register: Database) -> None:
    sealed = a_submission(text=None, sealed=encryption.keyring().seal("{}"))
    envelope = wrap(sealed, event_id=new_id(), time=clock.now(), correlation_id="tests")
    letter = {
        "id": new_id(),
        "consumer": "appeals.intake",
        "reason": "gave_up",
        "error": "",
        "body": envelope.text().encode(),
        "died_at": clock.now(),
    }
    with register.writing() as session:
        session.execute(sa.insert(DEAD_LETTER).values(letter))

    checked = _run("check", register)

    assert checked.exit_code == 1
    assert "1 message needs older keys, waiting, given up" in checked.output


def test_a_database_of_its_own_needs_its_keys_from_outside(register: Database) -> None:
    """One made here would seal what nobody else could open."""
    refused = _run("rotate", register, "")

    assert refused.exit_code == 2
    assert "LINLI_ENCRYPTION_KEYS" in refused.output


def test_every_fingerprint_says_what_it_is_made_from() -> None:
    """Without it the person would be lost with the older key."""
    tables = [
        table
        for name in ("appeals", "gateway", "recruitment", "street")
        for one in migrating.declared(name)
        for table in one.sorted_tables
    ]
    prints = [
        column for table in tables for column in table.columns if column.name.endswith("_print")
    ]

    assert {
        Appeal.phone_print.expression,
        Application.name_print.expression,
        CONSENT.c.phone_print,
    } <= set(prints)
    for column in prints:
        assert column.info["fingerprint_of"] in column.table.columns
        assert column.info["form"] is same_phone or callable(column.info["form"])
