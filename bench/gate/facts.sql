-- The facts of a record as somebody would join them by hand, for one run: what is the same for all records is written as a
-- value. `peer.py` puts `conditions.sql` of `bench/law` around it.
WITH replaced AS (SELECT DISTINCT replaces AS record_id FROM posts WHERE replaces IS NOT NULL),
persons AS (
    SELECT a.account_id, a.subject_id, a.service, a.handle, coalesce(s.objects, false) AS objected,
        CAST(a.birth_date + INTERVAL 18 YEAR AS DATE) AS of_age_on,
        CASE WHEN a.birth_date IS NULL THEN coalesce(a.age_assurance, 'none') = 'none'
            ELSE years(a.birth_date, DATE '2026-11-02') < 18 END AS child
    FROM accounts a LEFT JOIN standing s ON s.subject_id = a.subject_id
),
resolved AS (
    SELECT s.record_id, s.slice, p.subject_id, p.objected, p.child, p.of_age_on FROM slices s
    JOIN persons p ON p.account_id = s.account_id
    UNION ALL
    SELECT s.record_id, s.slice, p.subject_id, p.objected, p.child, p.of_age_on FROM slices s
    JOIN persons p ON p.handle = s.handle AND p.service = s.service
),
meant AS (
    SELECT r.record_id, r.slice, bool_and(coalesce(r.subject_id = a.subject_id, false)) AS own,
        bool_or(r.objected) AS objected, bool_or(r.child) AS child
    FROM resolved r JOIN posts p ON p.record_id = r.record_id LEFT JOIN accounts a ON a.account_id = p.account_id
    GROUP BY r.record_id, r.slice
),
of_age AS (
    SELECT record_id, max(of_age_on) FILTER (WHERE of_age_on <= DATE '2026-11-02') AS others_of_age_on FROM resolved
    GROUP BY record_id
),
third AS (
    SELECT t.record_id, list({
        'ref': lower(t.kind) || '-' || t.slice, 'objected': t.named OR coalesce(m.objected, false), 'child': t.child OR coalesce(m.child, false),
        'special': t.special, 'art9_exception': false, 'private_origin': t.private_origin,
        'direct_identifier': t.direct_identifier, 'masked': false,
        'redactable': CASE WHEN t.child OR coalesce(m.child, false) OR t.special THEN t.sentence_redactable
            ELSE t.redactable END} ORDER BY t.slice) AS third_parties
    FROM third_slices t LEFT JOIN meant m ON m.record_id = t.record_id AND m.slice = t.slice
    WHERE NOT coalesce(m.own, false) GROUP BY t.record_id
),
joined AS (
    SELECT p.record_id, p.kind, p.source, p.created_on, p.origin_lawful, p.retention_until, p.illegal_content,
        a.status, a.residence, a.age_assurance, s.prior_consent_refused, s.restriction, s.accuracy_contested, s.erasure,
        s.c_state, s.c_explicit, s.c_categories, s.c_conditions, s.c_given, s.c_withdrawn, s.c_parental, s.c_all,
        p.tdm_reserved_whole, len(p.signals) > 0 AS reserves,
        CASE WHEN len(p.visibility_history) = 0 THEN word(p.visibility_now, $visibilities)
            ELSE seen_at(p.visibility_history, word(p.visibility_now, $visibilities), TIMESTAMP '2026-11-02') END AS visibility_now,
        coalesce(p.visibility_explicit_choice, false) AS explicit_choice,
        p.tombstone OR coalesce(p.deleted_on <= DATE '2026-11-02', false) AS deleted,
        n.record_id IS NULL AS version_current,
        a.status = 'memorialised' OR coalesce(a.deceased, false) AS deceased,
        years(a.birth_date, DATE '2026-11-02') AS age_now, years(a.birth_date, p.created_on) AS age_at_creation,
        years(a.birth_date, s.c_given) AS age_at_consent,
        s.c_state IS NOT NULL AND (s.c_kinds IS NULL OR list_contains(s.c_kinds, p.kind))
            AND (s.c_services IS NULL OR list_contains(s.c_services, p.service)) AS in_scope,
        CASE WHEN s.objections IS NULL THEN NULL ELSE weightiest(s.objections, p.account_id, p.record_id) END AS o,
        s.n_delivered IS NOT NULL AND coalesce(years(a.birth_date, s.n_delivered) >= 18, true) AS n_exists,
        s.n_delivered, coalesce(list_contains(a.languages, s.n_language), false) AS n_language,
        coalesce(s.n_separate, false) AS n_separate,
        i.bytes_scanned IS NOT NULL AND i.bytes_scanned = strlen(p.text) AND i.detector_version = $stamp AS inspection_current,
        CASE WHEN coalesce(i.uncertain, false) THEN 'uncertain' ELSE 'clear' END AS band,
        coalesce(i.criminal, false) AS criminal, i.special, t.third_parties,
        -- The last of the days that matter to the record; the order began on the first of them, and before it nothing counts.
        -- Nobody's birthday between that day and now is one of a leap year.
        list_max(list_filter([DATE '2026-09-01', p.created_on, p.deleted_on, CAST(p.retention_until + INTERVAL 1 DAY AS DATE),
            CAST(a.birth_date + to_years(CAST(years(a.birth_date, DATE '2026-11-02') AS INTEGER)) AS DATE),
            g.others_of_age_on, s.c_given, s.c_withdrawn,
            CASE WHEN coalesce(years(a.birth_date, s.n_delivered) >= 18, true) THEN s.n_delivered END,
            CASE WHEN coalesce(years(a.birth_date, s.n_delivered) >= 18, true) THEN CAST(s.n_delivered + INTERVAL 30 DAY AS DATE) END,
            CASE WHEN s.objections IS NULL THEN NULL
                ELSE CAST((weightiest(s.objections, p.account_id, p.record_id)).received_at AS DATE) END,
            list_max(list_transform(list_filter(p.visibility_history, lambda c: CAST(c.at AS TIMESTAMPTZ) <= TIMESTAMPTZ '2026-11-02 00:00:00+00'), lambda c: CAST(c.at AS DATE)))],
            lambda d: d <= DATE '2026-11-02')) AS since
    FROM posts p
    LEFT JOIN replaced n ON n.record_id = p.record_id
    LEFT JOIN accounts a ON a.account_id = p.account_id
    LEFT JOIN standing s ON s.subject_id = a.subject_id
    LEFT JOIN inspected i ON i.record_id = p.record_id
    LEFT JOIN third t ON t.record_id = p.record_id
    LEFT JOIN of_age g ON g.record_id = p.record_id
),
covered AS (
    SELECT *, in_scope AND (coalesce(age_at_creation >= 18, false) OR coalesce(age_now < 18, false)
        OR coalesce(age_at_consent >= 18, false)) AS c_scope
    FROM joined
)
SELECT record_id AS row, 'train' AS op, 'ai.train.generative' AS purpose, DATE '2026-11-02' AS now, since, kind, residence,
    created_on IS NULL OR NOT list_contains($kinds, kind) OR status IS NULL OR residence IS NULL
        OR origin_lawful IS NULL OR retention_until IS NULL OR tdm_reserved_whole IS NULL OR illegal_content IS NULL
        OR age_assurance IS NULL AS missing,
    true AS contains_personal_data, false AS anonymised, 'A6-1-f' AS basis, true AS purpose_declared,
    created_on BETWEEN DATE '2019-01-01' AND DATE '2026-10-31' AND kind IN ('post', 'comment', 'caption')
        AND source = 'platform_first_party' AS purpose_covered_by_assessment,
    'approved' AS lia, DATE '2027-05-01' AS lia_review_due, 'compatible' AS compat, 'approved' AS dpia,
    false AS dpia_residual_high, 'not_needed' AS art36, true AS processor_contract, 'NL' AS run_country,
    false AS transfer_tool, true AS ropa, created_on >= DATE '2026-09-01' AS purpose_in_notice_at_collection,
    visibility_now, version_current, deleted, status AS account, origin_lawful,
    retention_until < DATE '2026-11-02' AS retention_expired, tdm_reserved_whole OR reserves AS tdm_reserved_whole,
    false AS dma_gatekeeper, false AS dma_cross_service_same_person, false AS dma_consent, illegal_content,
    age_now, age_at_creation, age_assurance, deceased, coalesce(prior_consent_refused, false) AS prior_consent_refused,
    true AS objection_policy_unconditional, coalesce(restriction, false) AS restriction,
    coalesce(accuracy_contested, false) AS accuracy_contested, erasure, 30 AS window_days, true AS art14_public_notice,
    inspection_current, band, criminal, false AS biometric_template, true AS lia_covers_third_parties,
    false AS minors_consent_allowed, 0 AS m_unlawful, true AS m_remediated, false AS m_anonymous, true AS m_art50,
    0 AS m_forgotten, true AS m_filter, c_state, c_scope, c_conditions, c_given, c_withdrawn, c_parental, c_all,
    source, created_on, explicit_choice, c_explicit, o.withdrawn_on AS o_withdrawn,
    o.state AS o_state, CAST(o.received_at AS DATE) AS o_received, o IS NOT NULL AS o_scope,
    coalesce(o.matched, 'exact') AS o_match, n_exists, CASE WHEN n_exists THEN n_delivered END AS n_delivered,
    n_exists AS n_covers, n_exists AND n_language AS n_language, n_exists AND n_separate AS n_separate,
    CASE WHEN special IS NULL THEN NULL ELSE list_transform(special, lambda f: {'whose': f.whose, 'mode': f.mode,
        'category': f.category, 'exception': CASE
        WHEN c_state IN ('given', 'renewed') AND c_scope AND c_conditions AND c_explicit
            AND list_contains(c_categories, f.category) THEN 'explicit_consent'
        WHEN f.whose = 'author' AND f.mode = 'explicit' AND explicit_choice AND visibility_now = 'public'
            AND coalesce(age_now >= 18 AND age_at_creation >= 18, false) THEN 'manifestly_public'
        ELSE 'none' END}) END AS special,
    third_parties
FROM covered
