-- Rows that fit by their making need no check of their references, and take their time.
SET LOCAL statement_timeout = 0;
SET LOCAL session_replication_role = replica;
CREATE OR REPLACE FUNCTION numbered(kind integer, n bigint) RETURNS uuid IMMUTABLE LANGUAGE sql AS
$$ SELECT (lpad(to_hex(kind), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;
CREATE OR REPLACE FUNCTION place(n bigint) RETURNS text IMMUTABLE LANGUAGE sql AS
$$ SELECT '440350' || lpad((1 + n / 10)::text, 3, '0') || lpad((1 + n % 10)::text, 3, '0') $$;
INSERT INTO volunteer (id, community, name, code, code_print, age_group, skills, interests, free_times)
SELECT numbered(1, n), place(n % :communities), :sealed, :sealed, lpad(n::text, 43, '0'), 'adult', '[]', '[]', '[]'
FROM generate_series(0, :people - 1) n;
INSERT INTO registration (id, volunteer_id, community, number, state, how, applied_at, specialties,
    duties, version)
SELECT numbered(1, n), numbered(1, n), place(n % :communities), n::text, 'active', 'web',
    '2012-12-01', '[]', '[]', 1
FROM generate_series(0, :people - 1) n;
INSERT INTO team (id, community, number, name, category, post_id, founded_at, version)
SELECT numbered(2, n), place(n / 2), n::text, '团队' || n, 'fire_safety', numbered(2, n),
    '2012-12-01', 1
FROM generate_series(0, :communities * 2 - 1) n;
INSERT INTO membership (id, team_id, community, volunteer_id, kind, category, state, offered_at,
    answer_by, answered_at, began_on, version)
SELECT numbered(5, n), team.id, team.community, numbered(1, n), 'volunteer', 'fire_safety',
    'accepted', '2012-12-02', '2012-12-16', '2012-12-03', '2012-12-03', 2
FROM generate_series(0, :people - 1) n
    JOIN team ON team.id = numbered(2, n % :communities * 2 + n / :communities % 2);
INSERT INTO activity (id, community, number, organiser, team_id, post_id, title, plan, place,
    category, cost_estimate_fen, starts_at, ends_at, is_risky, needs_insurance, needs_skills, checklist,
    state, version)
SELECT numbered(3, n), place(n % :communities), n::text, 'team',
    numbered(2, n % :communities * 2 + n / :communities % 2),
    numbered(2, n % :communities * 2 + n / :communities % 2), '楼道消防巡查', '分组巡查。', '花园',
    CASE n / :communities % 3 WHEN 0 THEN 'fire_safety' ELSE 'environment' END, 0, t, t + interval '3 hours',
    false, false, '[]', '[]', 'closed', 1
FROM generate_series(0, :activities - 1) n,
    LATERAL (SELECT timestamptz '2013-01-02 01:00+00' + n / :communities * interval '18 days' t) times;
INSERT INTO shift (id, activity_id, community, starts_at, ends_at, places, confirmed, offered,
    waiting, turns)
SELECT id, id, community, starts_at, ends_at, :each, :each, 0, 0, :each FROM activity;
INSERT INTO sign_up (id, shift_id, activity_id, community, volunteer_id, state, starts_at, ends_at,
    signed_up_at, presence, checked_in_at, guardian_agrees, came_unannounced, turn, heads, version)
SELECT numbered(4, n * :each + m), numbered(3, n), numbered(3, n), activity.community,
    numbered(1, n % :communities + m * :communities), 'confirmed', starts_at, ends_at,
    '2013-01-01', 'present', starts_at, false, false, m + 1, 1, 2
FROM generate_series(0, :activities - 1) n JOIN activity ON activity.id = numbered(3, n),
    generate_series(0, :each - 1) m;
INSERT INTO hours (id, sign_up_id, shift_id, volunteer_id, community, activity_id, team_id, post_id,
    category, served_on, starts_at, ends_at, began_at, ended_at, planned_minutes, minutes, state,
    attested_by, attested_on, counts_from, version)
SELECT sign_up.id, sign_up.id, shift_id, volunteer_id, sign_up.community, activity_id, team_id,
    post_id, category, sign_up.starts_at::date, sign_up.starts_at, sign_up.ends_at,
    sign_up.starts_at, sign_up.ends_at, 180, 60 + get_byte(uuid_send(sign_up.id), 15) % 120,
    'counted', 'leader', sign_up.starts_at::date, sign_up.starts_at::date + 8, 3
FROM sign_up JOIN activity ON activity.id = activity_id;
