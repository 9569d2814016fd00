"""A service works in its database with less than the owner's rights."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import psycopg2
import pytest
import sqlalchemy as sa

from bus.tables import OUTBOX
from runtime import clock, migrating
from runtime.database import Database
from runtime.identifiers import new_id
from tests.servers.postgres import Postgres

_BEHIND_THE_BACK = (
    "DELETE FROM audit",
    "UPDATE audit SET role = 'system'",
    "TRUNCATE audit",
    "ALTER TABLE audit DISABLE TRIGGER audit_is_append_only",
    "DROP TRIGGER audit_is_append_only ON audit",
    "DROP FUNCTION refuse_change_of_audit() CASCADE",
    "DELETE FROM audit_head",
    "INSERT INTO archived_audit VALUES (9, 1, 9, '/nowhere', '', now())",
    "DELETE FROM outbox",
    "UPDATE outbox SET envelope = '{}'",
    "DELETE FROM archived_outbox",
    "INSERT INTO log_epoch VALUES (9, 1, now())",
    "UPDATE alembic_version SET version_num = '0001'",
    "CREATE TABLE mine (id int)",
    "GRANT ALL ON audit TO CURRENT_USER",
)


@pytest.fixture
def owner(postgres: Postgres) -> Iterator[str]:
    """The owner of a migrated database of its own name, beside whom stands a service's role."""
    name = f"o{new_id().hex[-12:]}"
    for statement in (
        f"CREATE ROLE {name} LOGIN",
        f"CREATE ROLE {name}_service LOGIN",
        f"CREATE DATABASE {name} OWNER {name}",
    ):
        postgres.execute(statement)
    yield name
    postgres.drop_database(name)
    for role in (f"{name}_service", name):
        postgres.execute(f"DROP ROLE {role}")


def _url(postgres: Postgres, owner: str, *, role: str) -> str:
    return postgres.url(owner).replace("//postgres@", f"//{role}@")


def _refusal(url: str, statement: str) -> str:
    with contextlib.closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        try:
            cursor.execute(statement)
        except psycopg2.errors.InsufficientPrivilege as refused:
            return str(refused)
        # PostgreSQL only warns of a grant that gives nothing.
        return "no privileges were granted" if connection.notices else ""


def test_a_service_tells_and_audits_and_takes_nothing_back(postgres: Postgres, owner: str) -> None:
    """An intruder cut the end of the audit off, and `verify` said that it holds."""
    migrating.upgrade("street", _url(postgres, owner, role=owner))
    service = _url(postgres, owner, role=f"{owner}_service")
    with contextlib.closing(Database(service)) as database, database.writing() as session:
        told = {"id": new_id(), "type": "linli.street.told", "aggregate": "a", "version": 1}
        session.execute(sa.insert(OUTBOX).values(**told, envelope="{}", created_at=clock.now()))
        session.execute(sa.update(OUTBOX).values(pos=1, published_at=clock.now()))

    allowed = [one for one in _BEHIND_THE_BACK if not _refusal(service, one)]

    assert allowed == []


def test_each_migration_takes_what_a_service_needs_no_longer(
    postgres: Postgres, owner: str
) -> None:
    url = _url(postgres, owner, role=owner)
    migrating.upgrade("street", url)
    with contextlib.closing(Database(url)) as database, database.writing() as session:
        session.execute(sa.text(f"GRANT ALL ON audit TO {owner}_service"))

    migrating.upgrade("street", url)

    assert _refusal(_url(postgres, owner, role=f"{owner}_service"), "DELETE FROM audit")
