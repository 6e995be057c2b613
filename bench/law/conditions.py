"""The conditions of every rule in SQL, as `conditions.sql` states them. In: the file's text. Out: what they are asked of, and
each with its rule. Never: a condition under another rule than the one that stands above it."""

import os


def read():
    """The query of the facts, the conditions of rules, sorted, and of permits, as pairs of id and SQL."""
    here = os.path.dirname(os.path.abspath(__file__))
    text = open(os.path.join(here, "conditions.sql")).read()
    conditions, fired = [], []
    for line in text.splitlines():
        if line.startswith("-- rule "):
            fired.append(line.split()[2])
        elif line.startswith("when "):
            conditions.append(line[5:])
    base = text.split("-- base")[1].split("\n", 1)[1].split("-- conditions")[0]
    rules = sorted((n, c) for n, c in zip(fired, conditions) if not n.startswith("P"))
    permits = [(n, c) for n, c in zip(fired, conditions) if n.startswith("P")]
    return base, rules, permits


def guarded(condition, lists):
    """A list that is not there needs no look into it; written as CASE, DuckDB does not look."""
    found = (f"CASE WHEN {l} IS NULL THEN false ELSE {condition} END" for l in lists if f"list_filter({l}" in condition)
    return next(found, condition)


def decision(rules, missing=""):
    """The decision, from a column for each rule; `missing` is what else refuses."""
    any_of = lambda wanted: " OR ".join(n for n, _ in rules if wanted(n))
    forbids = any_of(lambda n: n[0] in "FM" or n == "X06")
    return f"""CASE WHEN {missing}{forbids} OR stuck THEN 'FORBID' WHEN {any_of(lambda n: n[0] == "H")} THEN 'HOLD'
        WHEN NOT (P01 OR P02 OR P06 OR P08) THEN 'FORBID'
        WHEN X01 OR X02 OR X03 OR X04 OR X05 THEN 'PERMIT_WITH' ELSE 'PERMIT' END"""
