from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
import sqlalchemy as sa

from gateway.people.openid.model import IDENTITY_LINK
from runtime import migrating
from runtime.database import Database
from runtime.identifiers import new_id

_AT = "2013-05-04 02:00:00+00:00"


@pytest.mark.parametrize("kind", [pytest.param("postgres", marks=pytest.mark.database), "sqlite"])
def test_only_what_owners_linked_themselves_goes_on_counting(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str
) -> None:
    """What an administrator linked before is confirmed by its owner, once."""
    url = f"sqlite:///{tmp_path / 'gateway.db'}"
    if kind == "postgres":
        url = request.getfixturevalue("postgres").create_database(f"gateway_{new_id().hex}")
    migrating.upgrade("gateway", url, to="0008")
    own, others = new_id(), new_id()
    names = ("area", "issuer", "subject", "subject_print", "linked_at", "linked_by")
    identities = [sa.column(name, sa.Uuid()) for name in ("id", "account_id")]
    table = sa.table("identity_link", *identities, *map(sa.column, names))
    rows = [
        {
            "id": new_id(),
            "account_id": account,
            "area": "440305007003",
            "issuer": "https://id.example.cn",
            "subject": "sealed",
            "subject_print": account.hex,
            "linked_at": _AT,
            "linked_by": str(by),
        }
        for account, by in ((own, own), (others, own))
    ]
    with contextlib.closing(Database(url)) as database:
        with database.writing() as session:
            session.execute(sa.insert(table), rows)

        migrating.upgrade("gateway", url)

        link = IDENTITY_LINK.c
        with database.reading() as session:
            chosen = sa.select(link.account_id, link.linked_at, link.confirmed_at)
            found = {row.account_id: row for row in session.execute(chosen)}
    assert found[own].confirmed_at == found[own].linked_at
    assert found[others].confirmed_at is None
