"""The gate by hand-written SQL in DuckDB. In: the tables of a project, and our file of decisions. Out: the same columns as
Parquet, JSON lines with what it cost, and how many rows differ. Never: a row that is not compared."""

import json
import os
import re
import resource
import sys
import time

import duckdb

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(here, "../law"))
import conditions

what, folder = sys.argv[1], sys.argv[2]
con = duckdb.connect()
con.execute(f"SET TimeZone = 'UTC'; SET memory_limit = '14GB'; SET threads = 2; SET temp_directory = '{folder}/spill'")
con.execute("SET preserve_insertion_order = true")
own = lambda name: f"read_parquet('{folder}/{name}.parquet')"
flat = lambda name: f"read_parquet('{folder}/flat-{name}.parquet')"


def say(**line):
    print(json.dumps(line), flush=True)


def prepare():
    """Our tables hold nested fields as JSON; SQL gets them as the types it likes best. This is not timed."""
    copy = lambda name, sql: con.execute(f"COPY ({sql}) TO '{folder}/flat-{name}.parquet' (FORMAT parquet, COMPRESSION zstd)")
    copy("posts", f"""SELECT record_id, replaces, kind, service, source, account_id, to_timestamp(created_at)::DATE AS created_on,
        to_timestamp(deleted_at)::DATE AS deleted_on, coalesce(tombstone, false) AS tombstone, visibility_now,
        from_json(visibility_history, '[{{"at":"TIMESTAMP","to":"VARCHAR"}}]') AS visibility_history,
        visibility_explicit_choice, text, from_json(signals, '[{{"name":"VARCHAR","value":"VARCHAR"}}]') AS signals,
        origin_lawful, retention_until, tdm_reserved_whole, illegal_content FROM {own('posts')}""")
    copy("accounts", f"""SELECT account_id, subject_id, service, handle, birth_date, age_assurance, residence,
        string_split(languages, ' ') AS languages, status, deceased FROM {own('accounts')}""")
    consent = '{"state":"VARCHAR","explicit":"BOOLEAN","categories":["VARCHAR"],"kinds":["VARCHAR"],"services":["VARCHAR"],' \
        '"conditions_ok":"BOOLEAN","given_on":"DATE","withdrawn_on":"DATE","parental":"BOOLEAN","all_parties":"BOOLEAN"}'
    objections = '[{"account":"VARCHAR","items":["VARCHAR"],"state":"VARCHAR","matched":"VARCHAR","received_at":"TIMESTAMP","withdrawn_on":"DATE"}]'
    copy("standing", f"""SELECT subject_id, c.state AS c_state, c.explicit AS c_explicit, c.categories AS c_categories,
        c.kinds AS c_kinds, c.services AS c_services, c.conditions_ok AS c_conditions, c.given_on AS c_given,
        c.withdrawn_on AS c_withdrawn, c.parental AS c_parental, c.all_parties AS c_all, prior_consent_refused, objections,
        objects_as_third_party AS objects, restriction, accuracy_contested, erasure, notice_delivered_on AS n_delivered,
        notice_language AS n_language, notice_objection_right_separate AS n_separate
        FROM (SELECT * REPLACE (from_json(objections, '{objections}') AS objections), from_json(consent, '{consent}') AS c
        FROM {own('standing')})""")
    special = '[{"whose":"VARCHAR","mode":"VARCHAR","category":"VARCHAR"}]'
    copy("inspected", f"""SELECT record_id, detector_version, bytes_scanned, uncertain, criminal,
        CASE WHEN json_array_length(people, '$.special') > 0 THEN from_json(json_extract(people, '$.special'), '{special}')
        END AS special FROM {own('inspected')}""")
    copy("slices", f"SELECT * FROM {own('slices')}")
    third = '[{"kind":"VARCHAR","special":"BOOLEAN","child":"BOOLEAN","private_origin":"BOOLEAN","direct_identifier":"BOOLEAN",' \
        '"redactable":"BOOLEAN","sentence_redactable":"BOOLEAN","reference":"JSON"}]'
    copy("third_slices", f"""SELECT * EXCLUDE (reference), json_extract(reference, '$.Name') IS NOT NULL AS named FROM (
        SELECT record_id, generate_subscripts(s, 1) - 1 AS slice, unnest(s, recursive := true) FROM (SELECT record_id, from_json(json_extract(people, '$.third_parties'), '{third}') AS s
        FROM {own('inspected')} WHERE json_array_length(people, '$.third_parties') > 0))""")
    say(what="prepare", rows=con.execute(f"SELECT count(*) FROM {flat('posts')}").fetchone()[0])


def macros():
    con.execute("""CREATE TEMP MACRO years(birth, day) AS (year(day) - year(birth)
        - CASE WHEN month(day) * 100 + day(day) < month(birth) * 100 + day(birth) THEN 1 ELSE 0 END)""")
    con.execute("""CREATE TEMP MACRO seen_at(history, now, moment) AS (CASE
        WHEN len(list_filter(history, lambda h: h.at <= moment)) = 0 THEN 'unknown'
        WHEN len(list_filter(history, lambda h: h.at <= moment)) = len(history) THEN now
        ELSE history[len(list_filter(history, lambda h: h.at <= moment))].to END)""")
    con.execute("""CREATE TEMP MACRO weightiest(objections, own_account, own_record) AS (list_sort(list_transform(
        list_filter(objections, lambda o: (o.account IS NULL OR own_account IS NULL OR o.account = own_account)
            AND (o.items IS NULL OR list_contains(o.items, own_record))),
        lambda o: {'rank': CASE WHEN o.state IN ('received', 'accepted') THEN CASE o.matched WHEN 'exact' THEN 3 ELSE 2 END
            WHEN o.state = 'rejected_compelling' THEN 1 ELSE 0 END, 'received_at': o.received_at, 'state': o.state,
            'matched': o.matched, 'withdrawn_on': o.withdrawn_on}))[-1])""")
    con.execute("CREATE TEMP MACRO word(found, known) AS (CASE WHEN list_contains(known, found) THEN found ELSE 'unknown' END)")


def query():
    facts = open(os.path.join(here, "facts.sql")).read()
    stamp = con.execute(f"SELECT detector_version FROM {own('inspected')} LIMIT 1").fetchone()[0]
    facts = facts.replace("$stamp", "'" + stamp.replace("'", "''") + "'").replace("$kinds", str(KINDS)).replace("$visibilities", str(VISIBILITIES))
    for name in ("posts", "accounts", "standing", "inspected", "slices", "third_slices"):
        facts = re.sub(rf"\b(FROM|JOIN) {name}\b", rf"\1 {flat(name)}", facts)
    base, rules, permits = conditions.read()
    base = base.replace("FROM facts", f"FROM ({facts})")
    # One order is in force in this run; somebody who writes SQL by hand writes what it says.
    rules = [(n, "residence = 'IE'" if n == "F01" else c) for n, c in rules]
    guarded = lambda condition: conditions.guarded(condition, ("special", "third_parties"))
    flags = ", ".join(f"coalesce({guarded(c)}, false) AS {n}" for n, c in rules + permits)
    decision = conditions.decision(rules, "missing OR ")
    digest = f"CASE WHEN missing THEN NULL ELSE unhex(sha256(to_json({FACTS})::VARCHAR)) END" if DIGESTS else "NULL::BLOB"
    listed = "concat_ws(' ', " + ", ".join(f"CASE WHEN {n} THEN '{n}' END" for n, _ in rules) + ")"
    return f"""SELECT row AS record_id, decision,
        CASE WHEN missing OR (rules = '' AND decision = 'FORBID') THEN 'F00' ELSE rules END AS rules,
        CASE WHEN decision = 'PERMIT_WITH' THEN transforms ELSE '' END AS transforms, since AS stands_since, facts_digest FROM (
        SELECT row, missing, since, facts_digest, {decision} AS decision, {listed} AS rules,
        concat_ws(' ', CASE WHEN X04 THEN 'MASK_IDENTIFIER' END, CASE WHEN X01 OR X03 OR X05 THEN 'REDACT_SPAN' END,
        CASE WHEN X02 THEN 'REMOVE_CHILD' END) AS transforms
        FROM (SELECT row, missing, since, stuck, {digest} AS facts_digest, {flags} FROM ({base})))"""


KINDS, VISIBILITIES = (sys.argv[3].split(",") if len(sys.argv) > 3 else [], sys.argv[4].split(",") if len(sys.argv) > 4 else [])
DIGESTS = len(sys.argv) > 5 and sys.argv[5] == "digests"
# The facts as the line that `decide --facts` reads, in its order; of the day since which they stand.
FACTS = """{'op': op, 'purpose': purpose, 'purpose_declared': purpose_declared, 'basis': basis,
    'controller_eu_established': true, 'lia': lia, 'lia_review_due': lia_review_due, 'compat': compat, 'dpia': dpia,
    'dpia_residual_high': dpia_residual_high, 'art36': art36, 'processor_contract': processor_contract,
    'run_country': run_country, 'transfer_tool': transfer_tool, 'ropa': ropa,
    'contains_personal_data': contains_personal_data, 'anonymised': anonymised, 'dma_gatekeeper': dma_gatekeeper,
    'dma_cross_service_same_person': dma_cross_service_same_person, 'dma_consent': dma_consent,
    'objection_policy_unconditional': objection_policy_unconditional, 'window_days': window_days,
    'art14_public_notice': art14_public_notice, 'biometric_template': biometric_template,
    'lia_covers_third_parties': lia_covers_third_parties,
    'orders': [{'effect': 'forbid', 'territory': ['IE'], 'from': '2026-09-01',
        'ops': ['train', 'assemble'], 'purposes': '*', 'active': true}],
    'minors_consent_allowed': minors_consent_allowed,
    'model': {'unlawful_records': m_unlawful, 'remediated': m_remediated,
        'anonymous_proven': m_anonymous, 'art50_ok': m_art50, 'forgotten_subjects': m_forgotten, 'output_filter': m_filter},
    'purpose_covered_by_assessment': purpose_covered_by_assessment,
    'purpose_in_notice_at_collection': purpose_in_notice_at_collection,
    'visibility_explicit_choice': explicit_choice, 'version_current': version_current, 'deleted': deleted,
    'account': account, 'origin_lawful': origin_lawful, 'retention_expired': retention_expired,
    'tdm_reserved_whole': tdm_reserved_whole, 'illegal_content': illegal_content, 'age_assurance': age_assurance,
    'deceased': deceased, 'prior_consent_refused': prior_consent_refused, 'restriction': restriction,
    'accuracy_contested': accuracy_contested, 'erasure': erasure, 'inspection_current': inspection_current,
    'band': band, 'criminal': criminal, 'kind': kind, 'source': source, 'visibility_now': visibility_now,
    'special': coalesce(special, []), 'third_parties': coalesce(third_parties, []),
    'objection': CASE WHEN o_state IS NULL THEN NULL ELSE {'state': o_state, 'scope_covers': true, 'match': o_match,
        'received_at': o_received, 'withdrawn_at': o_withdrawn} END,
    'consent': CASE WHEN c_state IS NULL THEN NULL ELSE {'state': c_state, 'explicit': c_explicit, 'scope_covers': c_scope,
        'conditions_ok': c_conditions, 'parental': c_parental, 'all_parties': c_all, 'given_at': c_given,
        'withdrawn_at': c_withdrawn} END,
    'notice': CASE WHEN n_exists THEN {'covers_purpose': true, 'language_ok': n_language,
        'objection_right_separate': n_separate, 'delivered_at': n_delivered} ELSE NULL END,
    'now': since, 'created_at': created_on, 'residence': residence, 'age_now': age_now,
    'age_at_creation': age_at_creation}"""


def decide():
    macros()
    sql = query()
    load, cpu, watch = os.getloadavg()[0], time.process_time(), time.perf_counter()
    con.execute(f"COPY ({sql}) TO '{folder}/duckdb.parquet' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)")
    wall, cpu = time.perf_counter() - watch, time.process_time() - cpu
    say(what="duckdb with digests" if DIGESTS else "duckdb", wall=wall, cpu=cpu, load=load, peak_mib=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def compare():
    """SQL cannot inspect a changed text again, so a record that it permits with transforms may come out refused by us: such
    rows are counted apart, and they are no difference only where we refused."""
    theirs = f"read_parquet('{folder}/duckdb.parquet')"
    ours = f"""(SELECT record_id, decision, array_to_string(rules, ' ') AS rules, array_to_string(transforms, ' ') AS transforms,
        facts_digest FROM read_parquet('{folder}/decisions-train/base-*.parquet'))"""
    rows, different, again, digests = con.execute(f"""SELECT count(*), count(*) FILTER (WHERE differs AND NOT again),
        count(*) FILTER (WHERE differs AND again), count(*) FILTER (WHERE other_facts) FROM (SELECT
        o.facts_digest IS DISTINCT FROM t.facts_digest AS other_facts, (o.decision, o.rules, o.transforms) IS DISTINCT FROM (t.decision, t.rules, t.transforms) AS differs,
        coalesce(t.decision = 'PERMIT_WITH' AND o.decision IN ('FORBID', 'HOLD'), false) AS again
        FROM {ours} o FULL JOIN {theirs} t USING (record_id))""").fetchone()
    say(what="compared row by row", rows=rows, differences=different, refused_after_inspecting_again=again, digests_that_differ=digests)
    for row in con.execute(f"""SELECT record_id, o.decision, o.rules, o.transforms, t.decision, t.rules, t.transforms
        FROM {ours} o FULL JOIN {theirs} t USING (record_id) WHERE (o.decision, o.rules, o.transforms)
        IS DISTINCT FROM (t.decision, t.rules, t.transforms) LIMIT 10""").fetchall():
        say(what="difference", row=[str(value) for value in row])
    sys.exit(0 if different == 0 else 1)


{"prepare": prepare, "decide": decide, "compare": compare}[what]()
