-- A community of many people beside those of rows.sql, who told different things about themselves,
-- belong to some of 26 teams or to none, and served lately; a fifth of them was trained.
SET LOCAL statement_timeout = 0;
SET LOCAL session_replication_role = replica;
INSERT INTO catalogue_entry (id, street, kind, code, name_zh, name_en, includes, categories, valid_months,
    is_offered, version)
SELECT numbered(6, n), :street, kind, kind || n, '名目' || n, 'Entry ' || n,
    CASE n % 3 WHEN 0 THEN '[]' ELSE '["' || kind || (n - 1) || '"]' END::json,
    CASE kind WHEN 'skill' THEN '[]' ELSE '["' || (CAST(:categories AS text[]))[1 + n % 13] || '"]' END::json,
    CASE WHEN kind = 'skill' AND n % 2 = 0 THEN 24 END, true, 1
FROM generate_series(0, 39) n, LATERAL (SELECT CASE n / 20 WHEN 0 THEN 'skill' ELSE 'interest' END kind) kinds;
INSERT INTO volunteer (id, community, name, code, code_print, age_group, skills, interests, free_times)
SELECT numbered(7, n), :community, :sealed, :sealed, 'crowd' || lpad(n::text, 38, '0'), 'adult',
    json_build_array('skill' || n % 20, 'skill' || n * 7 % 20),
    json_build_array('interest' || 20 + n % 20, 'interest' || 20 + n * 11 % 20, 'interest' || 20 + n * 3 % 20),
    json_build_array((CAST(:free_times AS text[]))[1 + n % 5], (CAST(:free_times AS text[]))[1 + n / 5 % 5])
FROM generate_series(0, :people - 1) n;
INSERT INTO registration (id, volunteer_id, community, number, state, how, applied_at, specialties,
    duties, version)
SELECT numbered(7, n), numbered(7, n), :community, 'c' || n, 'active', 'web', '2012-12-01', '[]', '[]', 1
FROM generate_series(0, :people - 1) n;
INSERT INTO team (id, community, number, name, category, post_id, founded_at, version)
SELECT numbered(8, n), :community, 'c' || n, '团队' || n, (CAST(:categories AS text[]))[1 + n % 13],
    numbered(8, n), '2012-12-01', 1
FROM generate_series(0, 25) n;
INSERT INTO membership (id, team_id, community, volunteer_id, kind, category, state, offered_at,
    answer_by, answered_at, began_on, version)
SELECT numbered(9, n), numbered(8, n * 5 % 26), :community, numbered(7, n * 2 % :people), 'volunteer',
    'fire_safety', 'accepted', '2012-12-02', '2012-12-16', '2012-12-03', '2012-12-03', 2
FROM generate_series(0, :people * 3 / 4) n
ON CONFLICT DO NOTHING;
INSERT INTO volunteer_training (id, volunteer_id, community, title, skill, trained_on, valid_until)
SELECT numbered(10, n), numbered(7, n * 5), :community, '培训', 'skill' || n * 2 % 20, '2012-12-01',
    CASE n % 3 WHEN 0 THEN NULL WHEN 1 THEN DATE '2013-12-01' ELSE DATE '2112-12-01' END
FROM generate_series(0, :people / 5 - 1) n;
INSERT INTO hours (id, shift_id, volunteer_id, community, activity_id, team_id, post_id, category,
    served_on, starts_at, ends_at, began_at, ended_at, planned_minutes, minutes, state, attested_by,
    attested_on, counts_from, version)
SELECT numbered(11, n), numbered(12, n), numbered(7, n * 3 % :people), :community, numbered(3, 0),
    numbered(8, n % 26), numbered(8, n % 26), 'fire_safety', day, day + time '09:00', day + time '12:00',
    day + time '09:00', day + time '12:00', 180, 60 + n % 120, 'counted', 'leader', day, day + 8, 3
FROM generate_series(0, :people * 4 - 1) n, LATERAL (SELECT CAST(:today AS date) - n % 85 AS day) days;
