"""From one key that every service has to keys of each: nothing is lost at any step."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from bus.tables import DEAD_LETTER, OUTBOX
from cli import encryption as commands
from cli import resealing
from contracts.envelope import wrap
from contracts.gateway.consents import ConsentGiven, RecordConsent
from contracts.gateway.words import GivenHow, Purpose
from gateway.people.consents import operations as consents
from runtime import clock, encryption, migrating
from runtime.database import Database
from runtime.encryption import Unsealable
from runtime.identifiers import new_id
from services.volunteers.consents import operations as copies
from services.volunteers.consents.queries import is_of
from services.volunteers.volunteers.model import Volunteer
from tests.builders import LILIN, STAFF, a_settled_appeal, a_submission, done, shown
from tests.keys import KEY, a_key_of
from tests.outboxes import events
from tests.servers.fixtures import OpenDatabase

_TOLD = ("gateway-to-appeals", "gateway-to-volunteers", "incentives-to-gateway")
_RINGS = ("gateway", "appeals", "volunteers", *_TOLD)
_SAMPLES = Path(__file__).parent.parent / "contracts" / "samples"
_NEW = [a_key_of(ring) for ring in _RINGS]


@pytest.fixture
def databases_of_it(
    migrated_database: OpenDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, Database]:
    """An installation that gave every service the same key so far."""
    found = {name: migrated_database(name) for name in ("gateway", "appeals", "volunteers")}
    for name, database in found.items():
        url = database.engine.url.render_as_string(hide_password=False)
        monkeypatch.setenv(f"LINLI_{name.upper()}_DATABASE_URL", url)
    monkeypatch.setenv("LINLI_ABSENT_SERVICES", "recruitment,street,incentives")
    monkeypatch.setenv("LINLI_DATA_DIR", str(tmp_path))
    return found


def _serves(service: str, *others: str) -> None:
    """This process has what the service's container has; `others`: keys of all."""
    own = [key for key in _NEW if service in key.partition(":")[0].split("-to-")]
    encryption.use([*own, *others], service)


def _run(command: str, *keys: str) -> Result:
    environ = {"LINLI_ENCRYPTION_KEYS": ",".join(keys)}
    return CliRunner().invoke(commands.command, [command], env=environ)


def _agreed(gateway: Database, volunteers: Database) -> UUID:
    """A consent by phone, of which the volunteers were told."""
    asked = RecordConsent(
        community=LILIN,
        phone="13800138000",
        purpose=Purpose.PUBLISH_NAME,
        text_version="1",
        how=GivenHow.PAPER,
    )
    consent = done(gateway, consents.record, STAFF, asked)
    [told] = events(gateway, consent.id)
    assert isinstance(told, ConsentGiven)
    with volunteers.writing() as session:
        copies.keep(session, told)
    return consent.id


def _is_theirs(volunteers: Database, consent_id: UUID) -> bool:
    with volunteers.reading() as session:
        return is_of(session, consent_id, Volunteer(phone="138 0013 8000"))


def test_one_key_for_all_gives_way_to_keys_of_each(databases_of_it: dict[str, Database]) -> None:
    """Everything is read at each step, and a check says what is left to do."""
    gateway, appeals, volunteers = databases_of_it.values()
    settled = a_settled_appeal(appeals)
    consent_id = _agreed(gateway, volunteers)

    _serves("appeals", KEY)
    assert shown(appeals, settled.id) == settled
    _serves("volunteers", KEY)
    assert _is_theirs(volunteers, consent_id)
    left = _run("check", *_NEW, KEY)
    assert left.exit_code == 1
    assert "appeals.appeal: 0 with the newest key, 4 with older ones" in left.output
    assert "volunteers: 1 consent has a mark of an older key" in left.output
    # Nobody tells events here, so the mark in that of the consent waits too.
    assert "gateway: 1 message needs older keys, waiting, given up or not told yet" in left.output
    with gateway.writing() as session:
        session.execute(sa.update(OUTBOX).values(pos=OUTBOX.c.seq))

    rotated = _run("rotate", *_NEW, KEY)

    assert "appeals.appeal: 1 row resealed" in rotated.output, rotated.output
    assert "volunteers: 1 mark of a consent made anew" in rotated.output
    for keys in ([*_NEW, KEY], _NEW):
        assert _run("check", *keys).exit_code == 0
    _serves("appeals")
    assert shown(appeals, settled.id) == settled
    _serves("volunteers")
    assert _is_theirs(volunteers, consent_id)
    _serves("gateway")
    with pytest.raises(Unsealable):
        shown(appeals, settled.id)


def test_the_change_can_be_broken_off_and_taken_back(
    databases_of_it: dict[str, Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    appeals = databases_of_it["appeals"]
    monkeypatch.setattr(resealing, "_AT_ONCE", 1)
    settled = [a_settled_appeal(appeals) for _ in range(3)]
    _serves("appeals", KEY)
    next(resealing.reseal(appeals, migrating.declared("appeals"), encryption.keyring()))

    assert [shown(appeals, one.id) for one in settled] == settled
    taken_back = _run("rotate", KEY, *_NEW)

    assert "appeals.appeal: 1 row resealed" in taken_back.output, taken_back.output
    encryption.use([KEY])
    assert [shown(appeals, one.id) for one in settled] == settled


def _gave_up(database: Database, body: str) -> None:
    letter = {
        "id": new_id(),
        "consumer": "a.queue",
        "reason": "gave_up",
        "error": "",
        "body": body.encode(),
        "died_at": clock.now(),
    }
    with database.writing() as session:
        session.execute(sa.insert(DEAD_LETTER).values(letter))


@pytest.mark.parametrize(
    ("reader", "event"),
    [
        ("gateway", "incentives.notice_requested.v1.with_whom_it_concerns"),
        ("volunteers", "gateway.consent_given.v1.by_phone"),
    ],
)
def test_a_waiting_mark_may_be_of_any_key(
    databases_of_it: dict[str, Database], reader: str, event: str
) -> None:
    """Once its key is gone it fits nobody: whom a complaint concerns would be told of it."""
    _gave_up(databases_of_it[reader], (_SAMPLES / f"linli.{event}.json").read_text())

    checked = _run("check", *_NEW, KEY)

    assert checked.exit_code == 1
    assert f"{reader}: 1 message needs older keys" in checked.output
    assert _run("check", *_NEW).exit_code == 0


def test_a_check_of_marks_that_cannot_be_looked_at_finds_nothing_in_order(
    databases_of_it: dict[str, Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the gateway knows what they are made from."""
    assert databases_of_it
    monkeypatch.delenv("LINLI_GATEWAY_DATABASE_URL")
    environ = {"LINLI_ENCRYPTION_KEYS": ",".join(_NEW)}

    checked = CliRunner().invoke(commands.command, ["check", "volunteers"], env=environ)

    assert checked.exit_code == 1
    assert "marks of consents not looked at" in checked.output


def test_what_waits_is_counted_by_the_key_of_who_wrote_it(
    databases_of_it: dict[str, Database],
) -> None:
    appeals = databases_of_it["appeals"]

    def given_up() -> None:
        """What the gateway seals now, and the register cannot take in."""
        told = a_submission(text=None, sealed=encryption.keyring().to("appeals").seal("{}"))
        body = wrap(told, event_id=new_id(), time=clock.now(), correlation_id="tests").text()
        _gave_up(appeals, body)

    _serves("gateway")
    given_up()
    assert _run("check", *_NEW, KEY).exit_code == 0
    encryption.use([KEY])
    given_up()

    checked = _run("check", *_NEW, KEY)

    assert checked.exit_code == 1
    assert "appeals: 1 message needs older keys" in checked.output
