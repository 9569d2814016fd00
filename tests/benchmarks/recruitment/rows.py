"""A city that has recruited for four years, as rows: written by the database itself."""
# ruff: noqa: S608 - the numbers and names that go into the statements stand in this file

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import sqlalchemy as sa

from runtime import clock
from runtime.database import Database
from runtime.encryption import keyring
from vocabulary.names import same_name
from vocabulary.periods import day_of

STREETS, PER_STREET = 20, 50
COMMUNITIES = STREETS * PER_STREET
POSTS_EACH, TERMS_EACH, APPLICATIONS_EACH = 5, 4, 100
POSTS = COMMUNITIES * POSTS_EACH
APPOINTMENTS = POSTS * TERMS_EACH
APPLICATIONS = COMMUNITIES * APPLICATIONS_EACH

CITY, STREET, COMMUNITY = "440300000000", "440305007000", "440305007020"
#: Few and therefore often: a person searched by name is one of thousands in the city.
NAMES = [
    "".join(parts) for parts in itertools.product("陈李黄张林", ("秀英", "建华", "志强", "美玲"))
]
#: More than applications in a campaign, where nobody applies for one post twice.
PHONES = [f"138{number:08}" for number in range(1000)]
_WORDS = "多年在楼里帮忙，会用灭火器，做过物业巡查，每周二、四晚上和周末有时间。"

_COMMUNITY = f"440305000000 + (c / {PER_STREET} + 1) * 1000 + c % {PER_STREET} + 1"
_IDS = {"post": 1, "campaign": 2, "application": 3, "appointment": 4, "person": 5}


def fill(database: Database) -> None:
    """Communities, posts, campaigns, applications, appointments, and what happened to them."""
    seal, fingerprint = keyring().seal, keyring().fingerprint
    given = {
        "names": [seal(name) for name in NAMES],
        "marks": [fingerprint(same_name(name)) for name in NAMES],
        "phones": [seal(phone) for phone in PHONES],
        "numbers": [fingerprint(phone) for phone in PHONES],
        "texts": [seal(f"{_WORDS}{number}") for number in range(50)],
        "today": day_of(clock.now()),
        "now": clock.now() - dt.timedelta(minutes=1),
    }
    with database.writing() as session:
        for statement in _STATEMENTS:
            session.execute(sa.text(statement), _used(statement, given))
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("VACUUM ANALYZE"))


def _used(statement: str, given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if f":{name}" in statement}


def _id(kind: str, number: str) -> str:
    return f"('0198{_IDS[kind]:04}-0000-7000-8000-' || lpad(to_hex(({number})::bigint), 12, '0'))::uuid"


def _one(values: str, by: str) -> str:
    """One of the given values, another one for each number."""
    return f"(CAST(:{values} AS text[]))[1 + ({by}) % array_length(CAST(:{values} AS text[]), 1)]"


_AREAS = f"""
INSERT INTO area (code, version, names)
SELECT ({_COMMUNITY})::text, 1,
    json_build_array(json_build_object('name_zh', '社区' || c, 'name_en', 'Community ' || c))
FROM generate_series(0, {COMMUNITIES - 1}) AS c
"""
#: Three of five are held, one in the interim; one is advertised, every tenth community closed one.
_POSTS = f"""
INSERT INTO post (id, community, number, category, title, duties, promises, need_reason, state,
    slot, created_at, opened_at, closed_at, advertised_at, filled_on, progressed_at, is_awaited,
    version)
SELECT {_id("post", f"c * {POSTS_EACH} + p")}, ({_COMMUNITY})::text, '〔2012〕' || p + 1,
    (ARRAY['fire_safety', 'environment', 'other'])[1 + p % 3],
    '专员' || p, '巡查楼道消防设施。', json_build_array('每周巡查一次'), '居民反映灭火器过期。', state,
    CASE WHEN state <> 'closed' THEN p + 1 END, at,
    at + interval '2 hours', CASE WHEN state = 'closed' THEN :now END,
    CASE WHEN state IN ('advertised', 'interim_filled') THEN at END,
    CASE WHEN state IN ('filled', 'interim_filled') THEN :today - 100 END, at, false, 3
FROM generate_series(0, {COMMUNITIES - 1}) AS c, generate_series(0, {POSTS_EACH - 1}) AS p,
    LATERAL (SELECT :now - (1600 - (c % 60)) * interval '1 day' - p * interval '1 hour' AS at,
        CASE WHEN p < 3 THEN 'filled' WHEN p = 3 THEN 'interim_filled'
        WHEN c % 10 = 0 THEN 'closed' ELSE 'advertised' END AS state) AS of_it
"""
_CAMPAIGNS = f"""
INSERT INTO campaign (id, community, number, title, text, channels, posts, opens_on, closes_on,
    concludes_on, state, created_at, concluded_at, progressed_at, version)
SELECT {_id("campaign", "c")}, ({_COMMUNITY})::text, '〔2012〕1', '招募专员', '欢迎报名。',
    '["web"]'::json, (SELECT json_agg({_id("post", f"c * {POSTS_EACH} + p")})
        FROM generate_series(0, {POSTS_EACH - 1}) AS p),
    :today - 10 - c % 10, :today + 10, NULL, CASE WHEN c % 3 = 0 THEN 'open' ELSE 'concluded' END,
    at, CASE WHEN c % 3 <> 0 THEN at END, at, 4
FROM generate_series(0, {COMMUNITIES - 1}) AS c,
    LATERAL (SELECT :now - (10 + c % 10) * interval '1 day' AS at) AS of_it
"""
#: Spread over four years, so that pages deep in the list are old ones.
_APPLICATIONS = f"""
INSERT INTO application (id, campaign_id, post_id, community, number, code, source, state,
    person_id, name, name_print, phone, phone_print, address, ability, experience, time_available, motivation,
    supporter_residents, consents_to_notice, reserve_months, reserve_until, stages_passed,
    received_at, decided_at, progressed_at, version)
SELECT {_id("application", "n")}, {_id("campaign", "c")},
    {_id("post", f"c * {POSTS_EACH} + a % {POSTS_EACH}")}, ({_COMMUNITY})::text,
    '〔2012〕' || a, 'B' || n,
    (ARRAY['web', 'paper', 'in_person', 'by_phone', 'recommended'])[1 + a % 5], state,
    {_id("person", "n")}, {_one("names", "n")}, {_one("marks", "n")}, {_one("phones", "n")},
    {_one("numbers", "n")}, {_one("texts", "n")},
    {_one("texts", "n")}, {_one("texts", "n + 1")}, {_one("texts", "n + 2")},
    {_one("texts", "n + 3")}, a % 9, true, 12,
    CASE WHEN state = 'unsuccessful' AND a % 2 = 0 THEN :today + (a % 40) * 9 - 60 END, 3,
    at, CASE WHEN state IN ('unsuccessful', 'appointed') THEN at + interval '20 days' END, at, 3
FROM generate_series(0, {COMMUNITIES - 1}) AS c,
    generate_series(0, {APPLICATIONS_EACH - 1}) AS a,
    LATERAL (SELECT c * {APPLICATIONS_EACH} + a AS n,
        :now - ((c * 37 + a * 131) % 1440) * interval '1 day' - c * interval '7 seconds' AS at,
        CASE WHEN a % 10 < 6 THEN 'unsuccessful' WHEN a % 10 < 8 THEN 'appointed'
        WHEN a % 10 = 8 THEN 'received' ELSE 'withdrawn' END AS state) AS of_it
"""
#: Year after year, with ten days between; the last term of each post is under way.
_APPOINTMENTS = f"""
INSERT INTO appointment (id, community, post_id, kind, renews, person_id, account, name, phone,
    shows_name, ability, trust, recognition, willingness, state, proposed_at, proposed_on,
    notice_from, notice_to, decided_on, term_from, term_to, ceremony_on, certificate_on,
    handbook_on, channel_on, began_on, free_from, ended_on, end_reason, progressed_on, version)
SELECT {_id("appointment", f"(c * {POSTS_EACH} + p) * {TERMS_EACH} + t")}, ({_COMMUNITY})::text,
    {_id("post", f"c * {POSTS_EACH} + p")},
    CASE WHEN p = 3 THEN 'interim' WHEN p % 2 = 0 THEN 'group_leader' ELSE 'found_for_need' END,
    CASE WHEN t > 0 AND (t + c) % 2 = 1 THEN {_id("appointment", f"(c * {POSTS_EACH} + p) * {TERMS_EACH} + t - 1")}
    END, person, person::text, {_one("names", "c + p")}, {_one("phones", "c + p")}, true,
    {_one("texts", "c")}, {_one("texts", "c + 1")}, {_one("texts", "c + 2")},
    {_one("texts", "c + 3")}, CASE WHEN is_over THEN 'ended' ELSE 'in_office' END,
    began::timestamp AT TIME ZONE 'Asia/Shanghai' - interval '40 days', began - 40, began - 30,
    began - 10, began - 5, began - 5, began + 355, began, began, began, began, began, began + 356,
    CASE WHEN is_over THEN began + 356 END, CASE WHEN is_over THEN 'term_over' END, began, 9
FROM generate_series(0, {COMMUNITIES - 1}) AS c, generate_series(0, {POSTS_EACH - 1}) AS p,
    generate_series(0, {TERMS_EACH - 1}) AS t,
    LATERAL (SELECT :today - 100 - c % 200 - ({TERMS_EACH - 1} - t) * 366 AS began,
        t < {TERMS_EACH - 1} OR p = 4 AND c % 10 = 0 AS is_over,
        {_id("person", f"1000000 + (c * {POSTS_EACH} + p) * {TERMS_EACH} + t")} AS person) AS of_it
"""

_FIRST_PROPOSED = """
UPDATE post SET first_proposed_on = (SELECT min(proposed_on) FROM appointment
    WHERE appointment.post_id = post.id AND began_on IS NOT NULL)
"""
_CLOSINGS = """
INSERT INTO history (kind, thing_id, version, what, happened_at, recorded_at, role, details)
SELECT 'post', id, 4, 'closed', :now, :now, 'workstation_staff', '{}' FROM post
WHERE state = 'closed'
"""


def _history(kind: str, what: tuple[str, ...], at: str) -> str:
    words = ", ".join(f"'{word}'" for word in what)
    return f"""
    INSERT INTO history (kind, thing_id, version, what, happened_at, recorded_at, role, details)
    SELECT '{kind}', id, v, (ARRAY[{words}])[v], {at} + v * interval '1 hour',
        {at} + v * interval '1 hour', 'workstation_staff', '{{}}'
    FROM {kind}, generate_series(1, {len(what)}) AS v
    """


_STATEMENTS = (
    _AREAS,
    _POSTS,
    _CAMPAIGNS,
    _APPLICATIONS,
    _APPOINTMENTS,
    _FIRST_PROPOSED,
    _history("post", ("created", "opened", "advertised"), "created_at"),
    _CLOSINGS,
    _history("application", ("received", "stage_passed", "turned_down"), "received_at"),
    _history(
        "appointment",
        ("proposed", "in_notice", "approved", "ceremony", "certificate", "handbook", "began"),
        "proposed_at",
    ),
)
