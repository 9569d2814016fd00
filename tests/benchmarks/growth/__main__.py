"""How much an appeal adds to what is never deleted, from its receipt to its rating."""

from __future__ import annotations

import argparse
import contextlib

import sqlalchemy as sa

from contracts import registry
from runtime import encryption, logs, migrating
from runtime.database import Database
from tests.builders import a_settled_appeal
from tests.servers.postgres import Postgres

_TABLES = {
    "events (outbox)": ("outbox",),
    "audit": ("audit", "audit_head"),
}
_ALL = "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
_ENVELOPES = "SELECT sum(octet_length(envelope)), count(*) FROM outbox"


def main() -> None:
    """Fill a register on a throw-away PostgreSQL, and count."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--appeals", type=int, default=1000, help="how many are handled here")
    arguments.add_argument("--a-year", type=int, default=60_000, help="how many a city has")
    chosen = arguments.parse_args()
    logs.configure("warning", "text")
    registry.load_all()
    encryption.use(["an encryption key of a benchmark, long enough"])
    server = Postgres(durable=False)
    server.start()
    try:
        url = server.create_database("appeals")
        migrating.upgrade("appeals", url)
        with contextlib.closing(Database(url)) as register:
            empty = _sizes(register)
            for _ in range(chosen.appeals):
                a_settled_appeal(register)
            full = _sizes(register)
            with register.reading() as session:
                written, events = session.execute(sa.text(_ENVELOPES)).one()
    finally:
        server.remove()
    print(f"{chosen.appeals} appeals with {events / chosen.appeals:.0f} events each")
    grown = {name: full[name] - empty[name] for name in full}
    for name, size in {**grown, "stream street.feed": written}.items():
        each = size / chosen.appeals
        print(
            f"{name:24} {each / 1e3:8.1f} kB an appeal {each * chosen.a_year / 1e9:8.2f} GB a year"
        )


def _sizes(register: Database) -> dict[str, int]:
    with register.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("VACUUM"))
        found = {
            name: sum(
                connection.scalar(sa.text(f"SELECT pg_total_relation_size('{table}')")) or 0
                for table in tables
            )
            for name, tables in _TABLES.items()
        }
        found["everything in the register"] = int(connection.scalar(sa.text(_ALL)) or 0)
        return found


if __name__ == "__main__":
    main()
