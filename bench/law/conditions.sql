-- The conditions of the law as somebody would write them in SQL, once for each rule. `peer.py` puts them together: each
-- becomes CASE WHEN condition THEN 'rule' END.

-- base: what several conditions share
SELECT *,
    op <> 'serve' AS uses,
    contains_personal_data AND NOT anonymised AS personal,
    coalesce(c_state IN ('given', 'renewed') AND c_scope AND c_conditions AND c_given <= now, false) AS valid,
    basis = 'A6-1-a' OR coalesce(c_state IN ('given', 'renewed') AND c_scope AND c_conditions AND c_given <= now, false)
        AND (o_state IS NULL OR c_given > o_received) AS consents,
    coalesce(o_scope AND o_state <> 'withdrawn' AND o_received <= now
        AND (o_state <> 'rejected_compelling' OR objection_policy_unconditional), false) AS objected,
    third_parties IS NOT NULL AND op <> 'serve' AND contains_personal_data AND NOT anonymised AS others,
    CASE WHEN third_parties IS NULL THEN false ELSE coalesce(len(list_filter(third_parties, lambda t: NOT t.redactable AND (t.objected OR t.child
        OR t.special AND NOT t.art9_exception OR t.private_origin
        OR NOT t.special AND NOT t.masked AND t.direct_identifier))) > 0
        AND op <> 'serve' AND contains_personal_data AND NOT anonymised, false) END AS stuck
FROM facts
-- conditions: one line each
-- rule F01
when len(list_filter(orders, lambda o: o.active AND o."from" <= now AND (o.until IS NULL OR now <= o.until) AND (o.territory IS NULL OR list_contains(o.territory, residence)) AND (o.ops IS NULL OR list_contains(o.ops, op)) AND (o.purposes IS NULL OR list_contains(o.purposes, purpose)))) > 0
-- rule F02
when uses AND personal AND NOT (purpose_declared AND purpose_covered_by_assessment)
-- rule F03
when uses AND personal AND basis NOT IN ('A6-1-a', 'A6-1-f')
-- rule F04
when uses AND personal AND NOT consents AND prior_consent_refused
-- rule F05
when uses AND personal AND consents AND NOT (c_state IS NOT NULL AND c_state IN ('given', 'renewed', 'withdrawn') AND c_scope)
-- rule F06
when uses AND personal AND consents AND c_state IS NOT NULL AND NOT c_conditions
-- rule F07
when uses AND personal AND consents AND c_state = 'withdrawn' AND c_withdrawn <= now
-- rule F08
when uses AND personal AND NOT consents AND NOT (lia = 'approved' AND lia_review_due IS NOT NULL AND now <= lia_review_due)
-- rule F09
when uses AND personal AND NOT consents AND objected AND o_match = 'exact'
-- rule F10
when uses AND personal AND NOT consents AND (age_assurance = 'none' OR age_now IS NULL OR age_now < 18 OR age_at_creation IS NULL OR age_at_creation < 18)
-- rule F11
when uses AND personal AND consents AND age_now IS NOT NULL AND (age_now < 18 AND NOT minors_consent_allowed OR age_now < CASE residence WHEN 'BE' THEN 13 WHEN 'SE' THEN 13 WHEN 'ES' THEN 14 WHEN 'IT' THEN 14 WHEN 'AT' THEN 14 WHEN 'FR' THEN 15 WHEN 'DK' THEN 15 ELSE 16 END AND NOT coalesce(c_parental, false))
-- rule F12
when uses AND personal AND NOT consents AND NOT purpose_in_notice_at_collection AND compat <> 'compatible'
-- rule F13
when uses AND personal AND (NOT n_exists OR n_delivered IS NULL OR NOT (n_covers AND n_language) OR n_delivered > now)
-- rule F13b
when uses AND personal AND NOT consents AND n_exists AND NOT n_separate
-- rule H14
when uses AND personal AND NOT consents AND n_delivered <= now AND now < n_delivered + window_days
-- rule F15
when uses AND personal AND NOT consents AND visibility_now <> 'public'
-- rule F17
when uses AND personal AND kind IN ('direct_message', 'private_group_post') AND NOT (consents AND coalesce(c_all, false))
-- rule F18
when uses AND personal AND len(list_filter(special, lambda s: s.whose = 'author' AND s.exception = 'none')) > 0
-- rule F21
when uses AND personal AND criminal
-- rule F22
when uses AND personal AND biometric_template
-- rule F23
when illegal_content
-- rule H24
when uses AND personal AND (restriction OR accuracy_contested)
-- rule F25
when uses AND personal AND (deleted OR account = 'deleted' OR coalesce(erasure IN ('received', 'granted'), false) OR NOT version_current)
-- rule F27
when uses AND personal AND NOT origin_lawful
-- rule F28
when uses AND personal AND (dpia <> 'approved' OR dpia_residual_high AND art36 <> 'completed')
-- rule F29
when personal AND run_country NOT IN ('AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU', 'IE', 'IS', 'IT', 'LI', 'LT', 'LU', 'LV', 'MT', 'NL', 'NO', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK') AND NOT transfer_tool
-- rule F30
when personal AND NOT (processor_contract AND ropa)
-- rule F31
when uses AND tdm_reserved_whole
-- rule F32
when uses AND personal AND dma_gatekeeper AND dma_cross_service_same_person AND NOT dma_consent
-- rule F33
when uses AND personal AND retention_expired
-- rule H34
when uses AND NOT inspection_current
-- rule H35
when uses AND band = 'uncertain'
-- rule H36
when uses AND personal AND NOT consents AND objected AND o_match = 'ambiguous'
-- rule H37
when uses AND deceased
-- rule M02
when op = 'serve' AND m_unlawful > 0 AND NOT m_remediated AND NOT m_anonymous
-- rule M03
when op = 'serve' AND NOT m_art50
-- rule M04
when op = 'serve' AND m_forgotten > 0 AND NOT m_filter
-- rule X01
when others AND len(list_filter(third_parties, lambda t: t.objected)) > 0
-- rule X02
when others AND len(list_filter(third_parties, lambda t: t.child)) > 0
-- rule X03
when others AND len(list_filter(third_parties, lambda t: t.special AND NOT t.art9_exception)) > 0
-- rule X04
when others AND len(list_filter(third_parties, lambda t: NOT t.objected AND NOT t.child AND NOT t.special AND NOT t.masked AND t.direct_identifier)) > 0
-- rule X05
when others AND len(list_filter(third_parties, lambda t: t.private_origin)) > 0
-- rule X06
when others AND NOT (lia_covers_third_parties AND art14_public_notice) AND len(list_filter(third_parties, lambda t: NOT t.masked AND NOT t.objected AND NOT t.child AND NOT (t.special AND NOT t.art9_exception) AND NOT t.private_origin AND NOT (NOT t.special AND t.direct_identifier))) > 0
-- rule P01
when uses AND personal AND consents AND valid
-- rule P02
when uses AND personal AND NOT consents AND lia = 'approved'
-- rule P03
when uses AND len(list_filter(special, lambda s: s.exception = 'explicit_consent')) > 0
-- rule P04
when uses AND len(list_filter(special, lambda s: s.exception = 'manifestly_public')) > 0
-- rule P05
when uses AND third_parties IS NOT NULL AND lia_covers_third_parties
-- rule P06
when uses AND NOT personal
-- rule P08
when op = 'serve'
