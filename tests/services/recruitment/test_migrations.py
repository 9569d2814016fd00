"""What a migration does with what is there."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from runtime import clock, migrating
from runtime.database import Database
from runtime.encryption import keyring
from runtime.identifiers import new_id
from services.recruitment.applications.rules import same_name

_APPLICATIONS = 2100


@pytest.mark.parametrize("kind", [pytest.param("postgres", marks=pytest.mark.database), "sqlite"])
def test_applicants_of_before_are_found_by_name_too(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """More rows than one portion; who was erased gets no print."""
    url = f"sqlite:///{tmp_path / 'recruitment.db'}"
    if kind == "postgres":
        url = request.getfixturevalue("postgres").create_database(f"recruitment_{new_id().hex}")
    migrating.upgrade("recruitment", url, to="0012")
    database = Database(url)
    _fill(database)

    migrating.upgrade("recruitment", url)

    with database.reading() as session:
        rows = session.execute(sa.text("SELECT number, name_print FROM application")).all()
    prints = {row.number: row.name_print for row in rows}
    database.close()
    assert len(prints) == _APPLICATIONS
    assert prints.pop("〔2013〕1") is None
    assert set(prints.values()) == {keyring().fingerprint(same_name("陈秀英"))}


def _fill(database: Database) -> None:
    """As many applications as it takes; the first was erased."""
    campaign, post, now = new_id(), new_id(), clock.now()
    with database.writing() as session:
        meta = sa.MetaData()
        meta.reflect(session.connection(), only=["application", "campaign", "post"])
        tables = meta.tables
        ids = {"id": sa.Uuid(), "campaign_id": sa.Uuid(), "post_id": sa.Uuid()}
        for table in tables.values():
            for column in table.columns:
                if column.name in ids or column.name == "person_id":
                    column.type = sa.Uuid()
        place = {"community": "440305007003", "version": 1, "created_at": now}
        session.execute(
            sa.insert(tables["post"]).values(
                **place,
                id=post,
                number="〔2013〕1",
                category="fire_safety",
                title="消防安全专员",
                duties="巡查",
                promises=[],
                need_reason="居民反映",
                state="open",
                slot=1,
                progressed_at=now,
                is_awaited=False,
            )
        )
        session.execute(
            sa.insert(tables["campaign"]).values(
                **place,
                id=campaign,
                number="〔2013〕1",
                title="招募专员",
                text="欢迎报名",
                channels=[],
                posts=[str(post)],
                opens_on=now.date(),
                closes_on=now.date(),
                state="open",
                progressed_at=now,
            )
        )
        rows = [
            {
                "id": new_id(),
                "campaign_id": campaign,
                "post_id": post,
                "community": "440305007003",
                "number": f"〔2013〕{number}",
                "code": f"C{number}",
                "source": "web",
                "state": "received",
                "person_id": new_id(),
                "name": None if number == 1 else keyring().seal("陈秀英"),
                "supporter_residents": 0,
                "consents_to_notice": False,
                "reserve_months": 0,
                "stages_passed": 0,
                "received_at": now,
                "progressed_at": now,
                "version": 1,
            }
            for number in range(1, _APPLICATIONS + 1)
        ]
        session.execute(sa.insert(tables["application"]), rows)
