"""What other tools find in the same posts, scored by the same rule. `peers.py NAME GOLD.jsonl` prints one; `peers.py table
GOLD.jsonl FOUND.jsonl SECONDS ONE.json…` prints Markdown, where FOUND is what the bench `gold` printed for the same posts.

A span is right if its type is the label and both share at least half of the characters that either has. Each tool is judged
on the types that it knows and no others, and ours is judged on the same types beside it. Processor seconds are those of
finding alone, in one thread, without loading the tool or reading the file.
"""

import json
import sys
import time

NATIONAL = "NATIONAL_ID"


def presidio():
    """Every pattern recogniser for Europe and the United States, and telephone numbers of their countries; no model."""
    import inspect

    import spacy
    import tldextract
    # Without this it asks a server for the list of top domains and falls back to the one in the package.
    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())
    from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerRegistry
    from presidio_analyzer import predefined_recognizers as known
    from presidio_analyzer.nlp_engine import SpacyNlpEngine
    engine = SpacyNlpEngine()
    engine.nlp = {"en": spacy.blank("en")}
    abroad = ("Au", "Ca", "In", "Kr", "Ng", "Ph", "Sg", "Th", "Tr", "Za", "Azure", "Basic", "GLi", "Hugging", "Lang", "Medical", "Spacy", "Stanza", "Trans")
    registry = RecognizerRegistry(supported_languages=["en"])
    for name in dir(known):
        kind = getattr(known, name)
        if inspect.isclass(kind) and issubclass(kind, EntityRecognizer) and name.endswith("Recognizer") and (not name.startswith(abroad) or name == "PhoneRecognizer" or name.startswith("CreditCard") or name.startswith("Crypto")):
            more = {"supported_regions": "NL BE DE AT FR GB IE US ES IT PL PT SE".split()} if name == "PhoneRecognizer" else {}
            registry.add_recognizer(kind(supported_language="en", **more))
    analyzer = AnalyzerEngine(nlp_engine=engine, registry=registry, supported_languages=["en"])
    own = "EMAIL_ADDRESS PHONE_NUMBER IBAN_CODE CREDIT_CARD IP_ADDRESS MAC_ADDRESS URL CRYPTO DE_TAX_ID ES_NIF ES_NIE IT_FISCAL_CODE PL_PESEL SE_PERSONNUMMER FI_PERSONAL_IDENTITY_CODE UK_NHS UK_NINO".split()
    kinds = {one: one for one in own} | {f"{one}_PASSPORT": "PASSPORT" for one in ("US", "UK", "DE", "ES", "IT")} | {"DE_KFZ": "LICENSE_PLATE", "UK_VEHICLE_REGISTRATION": "LICENSE_PLATE"}

    def find(text, lang):
        hits = analyzer.analyze(text, language="en", score_threshold=0.4)
        # Its anonymiser drops what lies inside something surer, such as the domain of an address.
        is_inside = lambda one, other: other is not one and other.start <= one.start and one.end <= other.end and other.score > one.score
        return [(one.entity_type, one.start, one.end) for one in hits if not any(is_inside(one, other) for other in hits)]
    return kinds, find


def euredact():
    import euredact
    kinds = {"EMAIL": "EMAIL_ADDRESS", "PHONE": "PHONE_NUMBER", "BANK_ACCOUNT": "IBAN_CODE", "CREDIT_CARD": "CREDIT_CARD", "NATIONAL_ID": NATIONAL, "SSN": NATIONAL, "TAX_ID": NATIONAL, "HEALTH_INSURANCE": NATIONAL, "PASSPORT": "PASSPORT", "LICENSE_PLATE": "LICENSE_PLATE", "IP_ADDRESS": "IP_ADDRESS", "IPV6_ADDRESS": "IP_ADDRESS", "MAC_ADDRESS": "MAC_ADDRESS", "GPS_COORDINATES": "COORDINATES", "SOCIAL_HANDLE": "HANDLE", "DOB": "DATE_OF_BIRTH"}
    return kinds, lambda text, lang: [(one.entity_type.value, one.start, one.end) for one in euredact.redact(text, detect_dates=True).detections]


def scrubadub():
    import scrubadub
    locales = {"nl": "nl_NL", "de": "de_DE", "fr": "fr_FR", "en": "en_GB"}
    tools = {lang: scrubadub.Scrubber(locale=locale) for lang, locale in locales.items()}
    kinds = {"email": "EMAIL_ADDRESS", "phone": "PHONE_NUMBER", "url": "URL", "credit_card": "CREDIT_CARD", "twitter": "HANDLE"}
    return kinds, lambda text, lang: [(one.type, one.beg, one.end) for one in tools.get(lang, tools["en"]).iter_filth(text)]


def datatrove():
    """Its formatter replaces and does not say where, so its two patterns and its validator are asked directly."""
    from datatrove.pipeline.formatters import PIIFormatter
    tool = PIIFormatter()
    email, ip = tool.emails_replacer, tool.ip_replacer
    find = lambda text, lang: [("EMAIL_ADDRESS", *one.span()) for one in email.regex.finditer(text)] + [("IP_ADDRESS", *one.span()) for one in ip.regex.finditer(text) if ip.validator(one.group(0))]
    return {"EMAIL_ADDRESS": "EMAIL_ADDRESS", "IP_ADDRESS": "IP_ADDRESS"}, find


def datafog():
    import datafog_core
    kinds = {"EMAIL": "EMAIL_ADDRESS", "PHONE": "PHONE_NUMBER", "CREDIT_CARD": "CREDIT_CARD", "IP_ADDRESS": "IP_ADDRESS", "DE_TAX_ID": "DE_TAX_ID", "DE_PASSPORT_NUMBER": "PASSPORT"}

    def find(text, lang):
        found = datafog_core.scan(text, {"locale": "de"}) if lang == "de" else datafog_core.scan(text)
        return [(one.entity_type, one.codepoint_range.start, one.codepoint_range.end) for one in found]
    return kinds, find


PEERS = {"presidio": presidio, "euredact": euredact, "scrubadub": scrubadub, "datatrove": datatrove, "datafog": datafog}
PLAIN = set("EMAIL_ADDRESS PHONE_NUMBER IBAN_CODE CREDIT_CARD IP_ADDRESS MAC_ADDRESS URL CRYPTO PASSPORT DRIVER_LICENSE IDENTITY_CARD LICENSE_PLATE COORDINATES DATE_OF_BIRTH HANDLE STREET_ADDRESS POSTCODE PERSON".split())


def is_national(label):
    return label not in PLAIN


def is_same(a, b):
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared > 0 and shared * 2 >= max(a[1], b[1]) - min(a[0], b[0])


def score(gold, found, known):
    """Counts by label: there, reported, right. National numbers are one label where the tool has one label for them."""
    counts = {}
    merges = NATIONAL in known
    name = lambda label: NATIONAL if merges and is_national(label) else label
    add = lambda label, place: counts.setdefault(label, [0, 0, 0]).__setitem__(place, counts.setdefault(label, [0, 0, 0])[place] + 1)
    for row, hits in zip(gold, found):
        open_ = [[name(one["label"]), one["start"], one["end"]] for one in row["spans"]]
        open_ = [one for one in open_ if one[0] in known]
        for one in open_:
            add(one[0], 0)
        for label, start, end in hits:
            label = name(label)
            if label not in known:
                continue
            add(label, 1)
            hit = next((one for one in open_ if one[0] == label and is_same((start, end), one[1:])), None)
            if hit:
                open_.remove(hit)
                add(label, 2)
    return counts


def ours(gold, path):
    found = []
    for row, line in zip(gold, open(path, encoding="utf-8")):
        line, text = json.loads(line), row["text"].encode()
        assert line["id"] == row["id"] and line["bytes_scanned"] == len(text)
        char = lambda at: len(text[:at].decode())
        kept = [one for one in line["findings"] if one["band"] != "clear"]
        found.append([(one["kind"], char(one["start"]), char(one["end"])) for one in kept])
    return found


def quality(counts):
    there, reported, right = (sum(one[place] for one in counts) for place in range(3))
    precision, recall = right / reported if reported else 0, right / there if there else 0
    return precision, recall, 2 * right / (there + reported) if there + reported else 0, there


def cells(counts):
    precision, recall, f1, there = quality(counts)
    return f"{precision:.3f} | {recall:.3f} | **{f1:.3f}** | {there}"


def table(gold, found, seconds, peers):
    print("| tool | types it knows | precision | recall | F1 | spans | F1 of ours on the same | rows a CPU second |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    everything = {one["label"] for row in gold for one in row["spans"]}
    own = score(gold, found, everything)
    print(f"| **ours** | {len(everything)} | {cells(own.values())} | | {len(gold) / seconds:,.0f} |")
    for peer in peers:
        known = set(peer["known"])
        ours_there = score(gold, found, known)
        kinds = len(known) + (len([one for one in everything if is_national(one)]) - 1 if NATIONAL in known else 0)
        print(f"| {peer['tool']} | {kinds} | {cells(peer['counts'].values())} | {quality(ours_there.values())[2]:.3f} | {peer['rows'] / peer['cpu_seconds']:,.0f} |")
    print()
    print("F1 for each type; national numbers are one row, and `-` is a type that a tool does not know.")
    print()
    print("| type | n | ours | " + " | ".join(peer["tool"] for peer in peers) + " |")
    print("| --- | ---: | ---: |" + " ---: |" * len(peers))
    merged = score(gold, found, {one for one in everything if not is_national(one)} | {NATIONAL})
    for label in sorted(merged):
        row = []
        for peer in peers:
            these = [one for kind, one in peer["counts"].items() if kind == label or label == NATIONAL and is_national(kind)]
            row.append(f"{quality(these)[2]:.3f}" if these else "-")
        print(f"| {label} | {merged[label][0]} | {quality([merged[label]])[2]:.3f} | " + " | ".join(row) + " |")
    print()
    print("F1 of ours for each national number:", ", ".join(f"{one} {quality([own[one]])[2]:.3f}" for one in sorted(own) if is_national(one)))


def main():
    name, path = sys.argv[1], sys.argv[2]
    gold = [json.loads(line) for line in open(path, encoding="utf-8")]
    if name == "table":
        peers = [json.load(open(one)) for one in sys.argv[5:]]
        return table(gold, ours(gold, sys.argv[3]), float(sys.argv[4]), peers)
    kinds, find = PEERS[name]()
    find("warm up: jan@example.org, 06-00000001", "nl")
    found, began = [], time.process_time()
    for row in gold:
        found.append(find(row["text"], row["lang"]))
    seconds = time.process_time() - began
    found = [[(kinds[kind], start, end) for kind, start, end in hits if kind in kinds] for hits in found]
    known = set(kinds.values())
    print(json.dumps({"tool": name, "rows": len(gold), "cpu_seconds": seconds, "known": sorted(known), "counts": score(gold, found, known)}))


if __name__ == "__main__":
    main()
