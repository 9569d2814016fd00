-- Rows that fit by their making need no check of their references, and take their time.
SET LOCAL statement_timeout = 0;
SET LOCAL session_replication_role = replica;
CREATE OR REPLACE FUNCTION numbered(kind integer, n bigint) RETURNS uuid IMMUTABLE LANGUAGE sql AS
$$ SELECT (lpad(to_hex(kind), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;
CREATE OR REPLACE FUNCTION place(n bigint) RETURNS text IMMUTABLE LANGUAGE sql AS
$$ SELECT '440350' || lpad((1 + n / 10)::text, 3, '0') || lpad((1 + n % 10)::text, 3, '0') $$;
-- Twenty appointments in each community, and as many in one more as a selection is measured with.
CREATE TEMPORARY TABLE serving AS
SELECT n, numbered(1, n) AS id, place(n / 20) AS community
FROM generate_series(0, :communities * 20 - 1) n
UNION ALL SELECT n, numbered(1, n), :largest
FROM generate_series(1000000, 1000000 + :candidates - 1) n;
INSERT INTO appointment_fact (appointment_id, told, version, community, person, post_id, day, word)
SELECT id, 'began', 1, community, id::text, numbered(2, n), '2012-06-01', 'group_leader' FROM serving;
INSERT INTO post_fact (post_id, version, title, category)
SELECT numbered(2, n), 1, '社区专员' || n,
    (ARRAY['fire_safety', 'environment', 'pet_keeping', 'young_workers'])[1 + n % 4] FROM serving;
INSERT INTO edition_fact (community, edition, published_on)
SELECT DISTINCT community, 1, date '2012-07-01' FROM serving;
INSERT INTO promise_fact (community, edition, promise_id, appointment_id, published_on, text, target,
    unit, period)
SELECT community, 1, numbered(3, n), id, '2012-07-01', '每月接待两次。', 2, '次', 'month' FROM serving;
INSERT INTO promise_tie (promise_id, community, fact, version)
SELECT numbered(3, n), community, 'receptions', 1 FROM serving;
-- Of each fifty facts of a person: ten receptions, ten appeals with closing and rating, ten courses.
INSERT INTO fact (kind, thing_id, part, version, community, person, day, amount, word, due_on)
SELECT (ARRAY['reception', 'appeal_taken', 'appeal_closed', 'appeal_rated', 'course_completed'])[1 + m % 5],
    numbered(4 + m % 5 / 4, n * 1000 + m / 5), 1, 1, community, id::text, day,
    CASE m % 5 WHEN 3 THEN 1 + m % 4 ELSE 1 + m % 3 END,
    CASE WHEN m % 5 = 2 THEN (ARRAY['settled', 'settled', 'explained'])[1 + (m + n)::integer % 3] END,
    CASE WHEN m % 5 = 2 THEN day + (m + n)::integer % 7 - 2 END
FROM serving, generate_series(0, :each - 1) m,
    LATERAL (SELECT date '2013-01-01' + m * 400 / :each AS day) days;
-- Each tenth closing was opened again, and each tenth course taken back.
INSERT INTO fact (kind, thing_id, part, version, community, person, day, amount, word)
SELECT CASE kind WHEN 'appeal_closed' THEN 'appeal_reopened' ELSE 'course_result' END,
    thing_id, CASE kind WHEN 'appeal_closed' THEN 2 ELSE 1 END, 2, community, person, day, 1,
    CASE kind WHEN 'course_completed' THEN 'failed' END
FROM fact WHERE kind IN ('appeal_closed', 'course_completed')
    AND ('x' || right(thing_id::text, 4))::bit(16)::integer % 10 = 0;
