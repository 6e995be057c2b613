-- Room 4, facts: one row for each record, with all that the law asks about it.
-- Every join is a LEFT JOIN: a post without an account, a standing or an inspection stays, and what it lacks is null.
-- The caller checks that as many rows come out as there are posts.
WITH superseded AS (
    SELECT DISTINCT replaces AS record_id FROM posts WHERE replaces IS NOT NULL
),
-- Who is meant by an @handle or a quote, and what that person has said.
-- A handle belongs to a service; the same handle elsewhere is another account.
persons AS (
    SELECT a.account_id, a.subject_id, a.service, a.handle, a.birth_date, a.age_assurance,
           s.objects_as_third_party AS objected
    FROM accounts a LEFT JOIN standing s ON s.subject_id = a.subject_id
),
resolved AS (
    SELECT s.record_id, s.slice, p.subject_id, p.objected, p.birth_date, p.age_assurance
    FROM slices s
    JOIN persons p ON (s.account_id IS NOT NULL AND p.account_id = s.account_id)
    UNION ALL
    SELECT s.record_id, s.slice, p.subject_id, p.objected, p.birth_date, p.age_assurance
    FROM slices s
    JOIN persons p ON (s.handle IS NOT NULL AND p.handle = s.handle AND p.service = s.service)
),
-- One line a record: who its third parties turned out to be, as the slices' numbers and what holds for each.
third AS (
    SELECT record_id,
           array_agg(slice) AS third_slice,
           array_agg(subject_id) AS third_subject,
           array_agg(objected) AS third_objected,
           array_agg(birth_date) AS third_birth_date,
           array_agg(age_assurance) AS third_age_assurance
    FROM resolved GROUP BY record_id
)
SELECT
    p.record_id, p.kind, p.service, p.source, p.source_name, p.account_id, p.created_at, p.deleted_at, p.tombstone, p.visibility_now,
    p.visibility_history, p.visibility_explicit_choice, p.group_name, p.group_sensitivity, p.embeds, p.lang, p.text, p.signals,
    p.origin_lawful, p.retention_until, p.tdm_reserved_whole, p.illegal_content,
    n.record_id IS NOT NULL AS superseded,
    a.subject_id, a.handle, a.birth_date, a.age_assurance, a.residence, a.languages, a.status, a.deceased,
    s.consent, s.prior_consent_refused, s.objections, s.restriction, s.accuracy_contested, s.erasure,
    s.notice_delivered_on, s.notice_language, s.notice_objection_right_separate,
    i.detector_version, i.bytes_scanned, i.lang AS found_lang, i.uncertain, i.criminal, i.people,
    t.third_slice, t.third_subject, t.third_objected, t.third_birth_date, t.third_age_assurance
FROM posts p
LEFT JOIN superseded n ON n.record_id = p.record_id
LEFT JOIN accounts a ON a.account_id = p.account_id
LEFT JOIN standing s ON s.subject_id = a.subject_id
LEFT JOIN inspected i ON i.record_id = p.record_id
LEFT JOIN third t ON t.record_id = p.record_id
