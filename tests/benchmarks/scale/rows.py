"""Three years of appeals of a district, as rows that the database writes itself.

200 communities of 10 streets. Of what came in during the last month three of ten are open,
and of all before it one of a hundred, past its due day. Every tenth appeal has a reception
besides it.
"""

from __future__ import annotations

import sqlalchemy as sa

from runtime import clock, migrating
from runtime.database import Database
from runtime.encryption import keyring

STREETS, PER_STREET = 10, 20
COMMUNITIES = STREETS * PER_STREET
DISTRICT, STREET, COMMUNITY = "440305000000", "440305007000", "440305007003"
COMMISSIONER = "commissioner-122"

#: Before these steps of the migrations there were neither counts nor indexes, so that they
#: are made at once over everything, as in an installation that has been there for years.
_BEFORE = {"appeals": "0007", "street": "0003"}

_CODE = f"(440305000000 + (c / {PER_STREET} + 1) * 1000 + c % {PER_STREET} + 1)::text"
_ID = "('01980001-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid"
#: The same appeals in the register and in the street: number, community, moment and outcome.
_EACH = f"""
FROM generate_series(0, :size - 1) AS n,
    LATERAL (SELECT (n * 37 + n / {COMMUNITIES}) % {COMMUNITIES} AS c,
        :now - (1 - n::float / :size) * interval '1095 days' AS at) AS came,
    LATERAL (SELECT CASE WHEN n % 100 = 0 THEN 'assigned'
        WHEN n > :size * 0.97 AND n % 10 > 6
            THEN (ARRAY['received', 'accepted', 'assigned'])[n % 10 - 6]
        ELSE 'closed' END AS state) AS stands,
    LATERAL (SELECT CASE WHEN state = 'closed' THEN (ARRAY['settled', 'settled', 'settled',
        'explained', 'escalated', 'transferred', 'declined'])[1 + n / 7 % 7] END AS outcome) AS ended
"""
_APPEALS = f"""
INSERT INTO appeal (id, number, tracking_code, community, category, applicant_group, text,
    contact_name, contact_phone, received_at, state, commissioner, due_on, outcome,
    outcome_reason, closed_at, rating, round, progressed_at, version)
SELECT {_ID}, '〔2012〕' || n, 'T' || n, {_CODE}, 'category_' || n % 17, 'resident',
    :text, :name, :phone, at, state,
    CASE WHEN state IN ('assigned', 'closed') THEN 'commissioner-' || c END,
    CASE WHEN n % 100 = 0 OR n % 3 = 0 AND state IN ('assigned', 'closed')
        THEN (at + interval '10 days')::date END,
    outcome, CASE WHEN state = 'closed' THEN :text END,
    CASE WHEN state = 'closed' THEN at + (n * 7 % 20) * interval '1 hour' END,
    CASE WHEN state = 'closed' AND n % 3 = 1 THEN 1 + n % 5 END, 1, at, 4
{_EACH}
"""
_LOG = f"""
INSERT INTO outbox (seq, pos, id, type, aggregate, version, area, envelope, created_at,
    published_at)
SELECT n + 1000, n + 1, {_ID}, 'linli.appeals.appeal_closed', n::text, 1, {_CODE},
    '{{"id": "' || n || '", "type": "linli.appeals.appeal_closed", "data": {{"number": "〔2012〕' || n || '"}}}}',
    at, at
{_EACH}
"""
_FACTS = f"""
INSERT INTO appeal_fact (appeal_id, version, community, category, applicant_group, outcome,
    received_at)
SELECT {_ID}, 4, {_CODE}, 'category_' || n % 17, 'group_' || n % 8, outcome, at
{_EACH}
"""
_VISITS = f"""
INSERT INTO reception_fact (reception_id, version, community, visitors, held_at)
SELECT {_ID}, 1, {_CODE}, 1 + n % 9, at
{_EACH}
WHERE n % 10 = 0
"""
_FILLED = {"appeals": (_APPEALS, _LOG), "street": (_FACTS, _VISITS)}


def fill(service: str, url: str, size: int) -> tuple[float, float]:
    """So many appeals; gives the seconds for the rows, and those for the migration after them."""
    began = clock.monotonic()
    migrating.upgrade(service, url, to=_BEFORE[service])
    database = Database(url, patient=True)
    given = {
        "size": size,
        "now": clock.now(),
        "text": keyring().seal("三栋楼道里的灭火器过期半年了，请来看看。"),
        "name": keyring().seal("陈先生"),
        "phone": keyring().seal("13800138000"),
    }
    with database.writing() as session:
        for statement in _FILLED[service]:
            used = {name: value for name, value in given.items() if f":{name}" in statement}
            session.execute(sa.text(statement), used)
    filled = clock.monotonic()
    migrating.upgrade(service, url)
    migrated = clock.monotonic()
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("VACUUM ANALYZE"))
    database.close()
    return filled - began, migrated - filled
