"""The same decisions by hand-written SQL in DuckDB. In: the facts as CSV and our answers. Out: JSON lines with what it
cost, and how many rows differ. Never: a row that is not compared."""

import json
import os
import statistics
import sys
import time

import conditions
import duckdb

facts, ours, database, repeats = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
con = duckdb.connect(database)
# The whole comparison has to fit a machine of 24 GiB with room to spare; what is more goes to disk beside the database.
con.execute(f"SET memory_limit = '14GB'; SET temp_directory = '{database}.tmp'")


def say(**what):
    print(json.dumps(what), file=sys.stderr, flush=True)


def measured(what, threads, sql):
    con.execute(f"SET threads = {threads}")
    load, cpu, watch = os.getloadavg()[0], time.process_time(), time.perf_counter()
    con.execute(sql)
    wall, cpu = time.perf_counter() - watch, time.process_time() - cpu
    say(what=what, threads=threads, wall=wall, cpu=cpu, load=load)
    return wall, cpu


FLAGS = """purpose_declared purpose_covered_by_assessment dpia_residual_high processor_contract transfer_tool ropa
purpose_in_notice_at_collection version_current deleted origin_lawful retention_expired contains_personal_data anonymised
tdm_reserved_whole dma_gatekeeper dma_cross_service_same_person dma_consent illegal_content deceased
prior_consent_refused objection_policy_unconditional restriction accuracy_contested art14_public_notice
inspection_current criminal biometric_template lia_covers_third_parties minors_consent_allowed m_remediated m_anonymous
m_art50 m_filter c_scope c_conditions c_parental c_all o_scope n_exists n_covers n_language n_separate""".split()
DATES = "now lia_review_due c_given c_withdrawn o_received n_delivered".split()
NUMBERS = "age_now age_at_creation window_days".split()
WIDE = "row m_unlawful m_forgotten".split()
LISTS = {
    "special": '[{"whose":"VARCHAR","exception":"VARCHAR"}]',
    "third_parties": '[{"objected":"BOOLEAN","child":"BOOLEAN","special":"BOOLEAN","art9_exception":"BOOLEAN",'
    '"private_origin":"BOOLEAN","direct_identifier":"BOOLEAN","masked":"BOOLEAN","redactable":"BOOLEAN"}]',
    "orders": '[{"effect":"VARCHAR","territory":"JSON","from":"DATE","until":"DATE","ops":"JSON","purposes":"JSON",'
    '"active":"BOOLEAN"}]',
}

header = open(facts).readline().strip().split(",")
columns = []
for name in header:
    if name in FLAGS:
        columns.append(f"{name} = '1' AS {name}")
    elif name in DATES:
        columns.append(f"{name}::DATE AS {name}")
    elif name in NUMBERS:
        columns.append(f"{name}::INTEGER AS {name}")
    elif name in WIDE:
        columns.append(f"{name}::BIGINT AS {name}")
    elif name in LISTS:
        columns.append(f"from_json({name}, '{LISTS[name]}') AS {name}")
    else:
        columns.append(name)
measured(
    "load the CSV (not compared)",
    2,
    f"""CREATE OR REPLACE TABLE raw AS SELECT {", ".join(columns)}
        FROM read_csv('{facts}', header = true, all_varchar = true, quote = '"', escape = '"')""",
)
# What an order covers stands in lists or is `*`; lists of words, so that the conditions are plain SQL.
words = lambda name: f"CASE WHEN o.{name} IS NULL OR o.{name}::VARCHAR = '\"*\"' THEN NULL ELSE from_json(o.{name}, '[\"VARCHAR\"]') END"
con.execute(
    f"""CREATE OR REPLACE TABLE facts AS SELECT * REPLACE (list_transform(orders, lambda o: {{
        'from': o."from", 'until': o.until, 'active': o.active, 'territory': {words("territory")},
        'ops': {words("ops")}, 'purposes': {words("purposes")}}}) AS orders) FROM raw"""
)
con.execute("DROP TABLE raw")
con.execute(f"COPY facts TO '{database}.parquet' (FORMAT parquet, COMPRESSION zstd)")
rows = con.execute("SELECT count(*) FROM facts").fetchone()[0]
say(what="rows", rows=rows)


def query(source, form):
    """The same conditions; `text` writes the rules as words, `bits` writes them as one number."""
    base, rules, permits = conditions.read()
    base = base.replace("FROM facts", f"FROM {source}")
    lists = ("orders", "special", "third_parties")
    flags = ", ".join(f"coalesce({conditions.guarded(c, lists)}, false) AS {n}" for n, c in rules + permits)
    decision = conditions.decision(rules)
    if form == "bits":
        number = " | ".join(f"CASE WHEN {n} THEN {1 << k}::BIGINT ELSE 0 END" for k, (n, _) in enumerate(rules + permits))
        return f"SELECT row, {number} AS fired, {decision} AS decision FROM (SELECT row, stuck, {flags} FROM ({base}))"
    listed = lambda some: "concat_ws(' ', " + ", ".join(f"CASE WHEN {n} THEN '{n}' END" for n, _ in some) + ")"
    return f"""SELECT row, decision, CASE WHEN rules = '' AND decision = 'FORBID' THEN 'F00' ELSE rules END AS rules,
        permits, CASE WHEN decision = 'PERMIT_WITH' THEN transforms ELSE '' END AS transforms FROM (
        SELECT row, {decision} AS decision, {listed(rules)} AS rules, {listed(permits)} AS permits,
        concat_ws(' ', CASE WHEN X04 THEN 'MASK_IDENTIFIER' END, CASE WHEN X01 OR X03 OR X05 THEN 'REDACT_SPAN' END,
        CASE WHEN X02 THEN 'REMOVE_CHILD' END) AS transforms
        FROM (SELECT row, stuck, {flags} FROM ({base})))"""


results = {}
for _ in range(repeats):
    for threads in (1, 2):
        for form in ("text", "bits"):
            cost = measured(
                f"duckdb, table, {form}", threads, f"CREATE OR REPLACE TEMP TABLE answers_{form} AS {query('facts', form)}"
            )
            results.setdefault((f"table, {form}", threads), []).append(cost)
    cost = measured(
        "duckdb, parquet, text",
        2,
        f"CREATE OR REPLACE TEMP TABLE answers_text AS {query(f'''read_parquet('{database}.parquet')''', 'text')}",
    )
    results.setdefault(("parquet, text", 2), []).append(cost)
for (what, threads), costs in results.items():
    wall, cpu = (statistics.median(cost[nth] for cost in costs) for nth in (0, 1))
    say(what=f"median: duckdb, {what}", threads=threads, wall=wall, cpu=cpu, rows_per_second=rows / wall)

con.execute(
    f"""CREATE OR REPLACE TEMP TABLE ours AS SELECT row::BIGINT AS row, decision, coalesce(rules, '') AS rules,
        coalesce(permits, '') AS permits, coalesce(transforms, '') AS transforms
        FROM read_csv('{ours}', header = true, all_varchar = true)"""
)
compared, different = con.execute(
    """SELECT count(*), count(*) FILTER (WHERE o.row IS NULL OR a.row IS NULL OR
        (o.decision, o.rules, o.permits, o.transforms) IS DISTINCT FROM (a.decision, a.rules, a.permits, a.transforms))
        FROM ours o FULL JOIN answers_text a USING (row)"""
).fetchone()
say(what="compared row by row", rows=compared, differences=different)
for line in con.execute(
    """SELECT o.row, o.decision, o.rules, o.permits, o.transforms, a.decision, a.rules, a.permits, a.transforms
        FROM ours o FULL JOIN answers_text a USING (row) WHERE (o.decision, o.rules, o.permits, o.transforms)
        IS DISTINCT FROM (a.decision, a.rules, a.permits, a.transforms) LIMIT 5"""
).fetchall():
    say(what="difference", row=[str(value) for value in line])
sys.exit(0 if different == 0 and compared == rows else 1)
