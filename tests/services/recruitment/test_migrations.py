"""What a migration does with what is there."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from runtime import clock, migrating
from runtime.codes import print_of
from runtime.database import Database
from runtime.encryption import keyring
from runtime.identifiers import new_id
from services.recruitment.posts.model import Post
from vocabulary.names import same_name

_APPLICATIONS = 2100


@pytest.mark.parametrize("kind", [pytest.param("postgres", marks=pytest.mark.database), "sqlite"])
def test_applicants_of_before_are_found_by_name_too(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """More rows than one portion; erased people get no print."""
    url = f"sqlite:///{tmp_path / 'recruitment.db'}"
    if kind == "postgres":
        url = request.getfixturevalue("postgres").create_database(f"recruitment_{new_id().hex}")
    migrating.upgrade("recruitment", url, to="0012")
    database = Database(url)
    _fill(database)

    migrating.upgrade("recruitment", url)

    with database.reading() as session:
        chosen = "SELECT number, name_print, code, code_print FROM application"
        rows = session.execute(sa.text(chosen)).all()
    prints = {row.number: row.name_print for row in rows}
    database.close()
    assert len(prints) == _APPLICATIONS
    assert all(keyring().open(row.code) == f"C{row.number[6:]}" for row in rows)
    assert all(row.code_print == print_of(f"C{row.number[6:]}") for row in rows)
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


@pytest.mark.parametrize("kind", [pytest.param("postgres", marks=pytest.mark.database), "sqlite"])
def test_what_stood_nowhere_before_is_filled_in(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """A certificate says what it was printed with; a post was opened when the history says."""
    url = f"sqlite:///{tmp_path / 'recruitment.db'}"
    if kind == "postgres":
        url = request.getfixturevalue("postgres").create_database(f"recruitment_{new_id().hex}")
    migrating.upgrade("recruitment", url, to="0014")
    database = Database(url)
    opened = dt.datetime(2013, 4, 1, 2, tzinfo=dt.UTC)
    with database.writing() as session:
        _a_certificate_of_before(session, opened)

    migrating.upgrade("recruitment", url)

    with database.reading() as session:
        certificate = session.execute(sa.text("SELECT post_title, issuer FROM certificate")).one()
        found = session.scalars(sa.select(Post.opened_at).where(Post.opened_at.is_not(None))).all()
        never = session.scalars(sa.select(Post.number).where(Post.opened_at.is_(None))).all()
    database.close()
    assert tuple(certificate) == ("消防安全专员", "荔林社区综合党委")
    assert (list(found), list(never)) == ([opened], ["〔2013〕2"])


def _a_certificate_of_before(session: Session, opened: dt.datetime) -> None:
    meta = sa.MetaData()
    names = ["post", "history", "appointment", "certificate", "area"]
    meta.reflect(session.connection(), only=names)
    tables = meta.tables
    for table in tables.values():
        for column in table.columns:
            if column.name in {"id", "post_id", "thing_id", "appointment_id", "person_id"}:
                column.type = sa.Uuid()
            if column.name in {"names", "details", "promises"}:
                column.type = sa.JSON()
    community, on = "440305007003", dt.date(2013, 5, 4)
    post, appointment = new_id(), new_id()
    posts: dict[str, Any] = {
        "community": community,
        "category": "fire_safety",
        "title": "消防安全专员",
        "duties": "巡查",
        "promises": [],
        "need_reason": "居民反映",
        "created_at": opened,
        "progressed_at": opened,
        "is_awaited": False,
        "version": 2,
    }
    for row in (
        posts | {"id": post, "number": "〔2013〕1", "state": "open", "slot": 1},
        posts | {"id": new_id(), "number": "〔2013〕2", "state": "closed", "closed_at": opened},
    ):
        session.execute(sa.insert(tables["post"]).values(**row))
    history = {"kind": "post", "thing_id": post, "version": 2, "what": "opened", "details": {}}
    moments = {"happened_at": opened, "recorded_at": opened, "role": "workstation_staff"}
    session.execute(sa.insert(tables["history"]).values(**history, **moments))
    words = dict.fromkeys(("ability", "trust", "recognition", "willingness"), "好")
    session.execute(
        sa.insert(tables["appointment"]).values(
            id=appointment,
            community=community,
            post_id=post,
            kind="group_leader",
            person_id=new_id(),
            account="a",
            name="李建华",
            shows_name=True,
            state="proposed",
            proposed_at=opened,
            proposed_on=on,
            progressed_on=on,
            version=1,
            **words,
        )
    )
    session.execute(
        sa.insert(tables["certificate"]).values(
            id=new_id(),
            appointment_id=appointment,
            community=community,
            street="440305007000",
            number="〔2013〕1",
            code="C1",
            state="standing",
            issued_on=on,
            version=1,
        )
    )
    called = [
        {"name_zh": "荔林村", "name_en": "Lilin Village", "valid_from": None},
        {"name_zh": "荔林社区", "name_en": "Lilin Community", "valid_from": "2012-01-01"},
        {"name_zh": "新荔林社区", "name_en": "New Lilin", "valid_from": "2020-01-01"},
    ]
    session.execute(sa.insert(tables["area"]).values(code=community, version=1, names=called))
