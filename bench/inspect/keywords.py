"""Special categories: ours by the rules alone and with the second look, beside a list of keywords, on sets that are not part
of this project. `keywords.py FOLDER-OF-SETS GOLD-BENCH WORK`. Prints Markdown with counts and rates, never a text.

Flagged is found or held for a human by ours, and any keyword for the baseline. A subreddit is no proof that a post reveals
anything of its author, so its row says how often a topic is touched, not recall.
"""

import gzip
import json
import math
import re
import subprocess
import sys

KEYWORDS = {
    "en": "depress* anxiety* cancer diabet* autis* adhd bipolar hiv pregnan* disabled disabilit* diagnos* therapy medication illness epilep* schizo* gay lesbian bisexual transgender trans homosexual queer christian* muslim* islam jewish jew* catholic* atheis* hindu* buddhis* church mosque pray* religio* democrat* republican* conservative* liberal* socialis* vote* voted union trade-union immigrant* black asian latino ethnic* convicted prison arrested",
    "nl": "depress* angststoornis kanker diabet* autis* adhd bipolair hiv zwanger* gehandicapt* handicap* diagnose* therapie medicijn* ziek ziekte epilep* schizo* homo* lesb* biseksueel transgender trans queer christen* moslim* islam jood* joods* katholiek* atheïst* hindoe* boeddh* kerk moskee bid gelovig* vvd pvda pvv d66 groenlinks cda stem stemde links rechts vakbond fnv cnv allochtoon* zwart* aziatisch* veroordeeld gevangenis gearresteerd",
    "de": "depress* krebs diabet* autis* adhs hiv schwanger* behindert* diagnos* therapie krank* schwul* lesb* trans christ* muslim* islam jud* jüd* katholi* kirche moschee cdu spd afd grüne* wähle* gewerkschaft verurteilt gefängnis",
    "fr": "dépress* cancer diabèt* autis* vih enceinte handicap* diagnos* thérapie malad* gay lesbienne* homosexuel* trans chrétien* musulman* islam juif* juive* catholi* église mosquée vote* syndicat condamné* prison",
}


def pattern(words):
    one = lambda word: re.escape(word[:-1]) + r"\w*" if word.endswith("*") else re.escape(word)
    return re.compile(r"\b(?:" + "|".join(one(word) for word in words.split()) + r")\b", re.IGNORECASE)


PATTERNS = {lang: pattern(words) for lang, words in KEYWORDS.items()}


def read(folder, name):
    return [json.loads(line) for line in gzip.open(f"{folder}/{name}.jsonl.gz", "rt", encoding="utf-8")]


def sets(folder):
    """Name, what its rows are, rows. Only what is in English, Dutch, German or French."""
    stance = read(folder, "author-opinion-stance")
    for which, what in ("none", "no stance of the author"), ("favor", "the author is for it"), ("against", "the author is against it"):
        yield "tweets", what, [row for row in stance if row["stance"] == which]
    topics = read(folder, "topic-labels")
    special = lambda row: any(word in f"{row['topic']} {row.get('gdpr')}".lower() for word in ("health", "medical", "religio", "political", "ethnic", "sexual", "genetic", "union", "disab", "biometric"))
    for kind, what in ("disclosure-positive", "a person discloses it"), ("hard-negative", "hard negative on the same topics"):
        yield "disclosures", what, [row for row in topics if row["source"] == "dlp" and row["kind"] == kind and special(row)]
    for lang in "nl", "de", "fr":
        yield "hate tests", f"about groups, {lang}", [row for row in topics if row["source"] == "mhc" and row["lang"] == lang]
    reddit = [row | {"lang": "en", "text": f"{row['title']}\n{row['text']}"} for row in read(folder, "reddit-topics-weak")]
    for label in "neutral", "health", "religion_belief", "sex_life_orientation", "political_opinion", "criminal":
        yield "forum", label, [row for row in reddit if row["weak_label"] == label and len(row["text"]) < 600][:1500]


def interval(part, whole):
    if not whole:
        return "-"
    z, p = 1.96, part / whole
    middle, half = p + z * z / (2 * whole), z * math.sqrt(p * (1 - p) / whole + z * z / (4 * whole * whole))
    low, high = (middle - half) / (1 + z * z / whole), (middle + half) / (1 + z * z / whole)
    return f"{p:.3f} ({max(0, low):.3f} to {min(1, high):.3f})"


def flags(bench, work, rows, how):
    path = f"{work}/art9.jsonl"
    with open(path, "w", encoding="utf-8") as out:
        for number, row in enumerate(rows):
            out.write(json.dumps({"id": str(number), "lang": row["lang"], "text": row["text"]}) + "\n")
    lines = subprocess.run([bench, path, how], capture_output=True, text=True, check=True).stdout.splitlines()
    own = lambda one: one.get("whose") != "other" and (one["kind"].islower() or one["kind"] == "CRIMINAL")
    found = [any(own(one) and one["band"] == "found" for one in json.loads(line)["findings"]) for line in lines]
    held = [json.loads(line)["held"] for line in lines]
    return found, held


def main():
    folder, bench, work = sys.argv[1:4]
    print("| set | rows | n | keywords | rules: found | rules: found or held | second look: found or held |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: |")
    for name, what, rows in sets(folder):
        if not rows:
            continue
        words = sum(bool(PATTERNS[row["lang"]].search(row["text"])) for row in rows if row["lang"] in PATTERNS)
        found, held = flags(bench, work, rows, "found")
        _, twice = flags(bench, work, rows, "found-twice")
        n = len(rows)
        either = sum(a or b for a, b in zip(found, held))
        both = sum(a or b for a, b in zip(found, twice))
        print(f"| {name} | {what} | {n} | {interval(words, n)} | {interval(sum(found), n)} | {interval(either, n)} | {interval(both, n)} |")


if __name__ == "__main__":
    main()
