"""Draws what cohorts cost in quality: plot.py CURVE.jsonl > curve.svg, from the lines of `measure curve`."""

import json
import sys
from math import log, log2

rows = [json.loads(line) for line in open(sys.argv[1]) if line.startswith("{")]
rows = sorted((row for row in rows if "average" in row), key=lambda row: row["cohorts"])
series = [
    ("counted", "served: the average and what many people say", "#6b2fa0"),
    ("average", "the average of the weights alone", "#1f5fa8"),
    ("ensemble", "the ensemble", "#2e8540"),
    ("alone", "one cohort alone", "#a3541f"),
]
WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 720, 420, 70, 40, 30, 60
values = [row[name] for row in rows for name, *_ in series]
low, high = log(min(values) / 1.05), log(max(values) * 1.05)
most = log2(max(row["cohorts"] for row in rows))


def across(cohorts):
    return LEFT + log2(cohorts) / most * (WIDTH - LEFT - RIGHT)


def down(perplexity):
    return TOP + (high - log(perplexity)) / (high - low) * (HEIGHT - TOP - BOTTOM)


out = [
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13" role="img">',
    "<title>Perplexity of held-out people's posts by number of cohorts</title>",
    f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
    f'<text x="{LEFT}" y="22">Perplexity on posts of people whom no model has read, by number of cohorts</text>',
]
whole = next((row for row in rows if row["cohorts"] == 1), None)
if whole:
    for factor, word in [(1.0, "the weights of one model on everything"), (1.1, "10 % above them")]:
        y = down(whole["average"] * factor)
        out.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#999999" stroke-dasharray="4 4"/>')
        out.append(f'<text x="{WIDTH - RIGHT}" y="{y + 14:.1f}" text-anchor="end" fill="#666666">{word}</text>')
for row in rows:
    x = across(row["cohorts"])
    out.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{row["cohorts"]}</text>')
for name, word, colour in series:
    points = [(across(row["cohorts"]), down(row[name])) for row in rows]
    out.append(f'<path d="M{" L".join(f"{x:.1f} {y:.1f}" for x, y in points)}" fill="none" stroke="{colour}" stroke-width="2"/>')
    out += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in points]
for row in rows:
    for name, _, colour in series[:2] if row["cohorts"] == 1 else series:
        x, y = across(row["cohorts"]), down(row[name])
        anchor, left = ("start", 8) if row["cohorts"] == 1 else ("end", -8)
        out.append(f'<text x="{x + left:.1f}" y="{y + (16 if name == "counted" else -6):.1f}" text-anchor="{anchor}" fill="{colour}">{row[name]:.1f}</text>')
for place, (_, word, colour) in enumerate(series):
    out.append(f'<rect x="{LEFT + 10}" y="{TOP + 8 + 18 * place}" width="14" height="4" fill="{colour}"/>')
    out.append(f'<text x="{LEFT + 30}" y="{TOP + 14 + 18 * place}">{word}</text>')
out.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 14}" text-anchor="middle">cohorts</text>')
out.append("</svg>")
print("\n".join(out))
