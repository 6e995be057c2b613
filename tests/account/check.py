"""Reads the documents of a project as people get them. `check.py DOCUMENTS`: every mandatory field of every document stands in
the JSON, in the text of both pages and in the text of both PDFs, filled or missing with its owner; each figure names its query;
each plot has a title, a description and its figures beside it. Exit 1 names what does not hold."""

import html.parser
import json
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
NOTICES = HERE.parent.parent / "notices" / "documents"
VOID = {"meta", "br", "hr", "img", "link", "input", "rect", "line", "path", "circle", "polyline"}
HEAD = 9
PLOTS = {"D02": {"flow", "months"}, "D07": {"objections"}, "D16": {"flow", "months"}, "D19": {"extraction"},
         "D23": {"authorities"}, "D35": {"flow", "rules"}, "D37": {"objections"}}


def mandatory():
    """The demands: document, words of the demand, provision, fields."""
    for line in (HERE / "mandatory.txt").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            document, demand, provision, fields = (part.strip() for part in line.split("|"))
            yield document, demand, provision, fields.split()


def words(lang):
    lines = (NOTICES / f"{lang}.ftl").read_text().splitlines()
    return dict(line.split(" = ", 1) for line in lines if " = " in line)


class Page(html.parser.HTMLParser):
    """The text of each field of a page, with its status, its figures and its plots; the page is well formed."""

    def __init__(self, text):
        super().__init__()
        self.open, self.fields, self.head, self.ids, self.faults = [], {}, {}, set(), []
        self.field = self.depth = self.term = None
        self.svg = None
        self.feed(text)
        if self.open:
            self.faults.append(f"`{self.open[-1]}` is not closed")

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if attrs.get("id") in self.ids:
            self.faults.append(f"the id `{attrs['id']}` stands twice")
        self.ids.add(attrs.get("id") or f"none-{len(self.ids)}")
        if tag in ("script", "link", "iframe") or "src" in attrs or attrs.get("href", "#")[:1] not in "#":
            self.faults.append(f"`{tag}` asks for something from elsewhere")
        if tag not in VOID:
            self.open.append(tag)
        if "data-field" in attrs:
            self.field = {"status": attrs["data-status"], "text": [], "value": [], "query": [], "rows": 0, "plots": []}
            self.fields[attrs["data-field"]], self.depth = self.field, len(self.open)
        if self.field is not None and tag in ("tr", "li"):
            self.field["rows"] += 1
        if tag == "svg" and self.field is not None:
            self.svg = {"attrs": attrs, "title": "", "desc": ""}
            self.field["plots"].append(self.svg)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"`{tag}` closes something else")
        if tag == "svg":
            self.svg = None
        if self.field is not None and len(self.open) < self.depth:
            self.field = None

    def handle_data(self, data):
        here = self.open[-1] if self.open else ""
        if here == "dt":
            self.term = data
        if here == "dd":
            self.head[self.term] = data
        if self.svg is not None:
            if here in ("title", "desc"):
                self.svg[here] += data
            return
        if self.field is None:
            return
        self.field["text"].append(data)
        if here == "code":
            self.field["query"].append(data)
        elif here in ("td", "th", "li", "p", "blockquote") and data.strip():
            self.field["value"].append(data)


def letters(text):
    return "".join(c for c in text if c.isalnum())


def printed(path):
    raw = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True, text=True).stdout
    return letters(raw)


def plots_of(name, id, field, faults):
    for plot in field["plots"]:
        labelled = plot["attrs"].get("aria-labelledby", "").split()
        if plot["attrs"].get("role") != "img" or len(labelled) != 2:
            faults.append(f"{name}: the plot of `{id}` has no role or label")
        if not plot["title"].strip() or not plot["desc"].strip():
            faults.append(f"{name}: the plot of `{id}` has no title or description")
        if field["rows"] < 2:
            faults.append(f"{name}: the plot of `{id}` has no figures beside it")


def one_language(folder, document, lang, said, faults):
    id = document["id"]
    name = f"{id}.{lang}"
    page = Page((folder / f"{name}.html").read_text())
    faults += [f"{name}.html: {fault}" for fault in page.faults]
    if len(page.head) != HEAD or not all(value.strip() for value in page.head.values()):
        faults.append(f"{name}.html: its head has {len(page.head)} of {HEAD} lines")
    print_ = printed(folder / f"{name}.pdf")
    checked = 0
    for section in document["sections"]:
        if letters(section["title"][lang]) not in print_:
            faults.append(f"{name}.pdf: the part `{section['title'][lang]}` is not printed")
        for field in section["fields"]:
            checked += 1
            found = page.fields.get(field["id"])
            if found is None or found["status"] != field["status"]:
                faults.append(f"{name}.html: `{field['id']}` is not there as {field['status']}")
                continue
            text, label = " ".join(found["text"]), field["label"][lang]
            if label not in text or letters(label) not in print_:
                faults.append(f"{name}: `{field['id']}` has no label on the page or in print")
            owner = said[lang][f"role-{field['owner']}"]
            if field["status"] == "missing":
                if said[lang]["doc-is-missing"] not in text or owner not in text or letters(owner) not in print_:
                    faults.append(f"{name}: `{field['id']}` is missing and names no owner")
            elif not found["value"]:
                faults.append(f"{name}: `{field['id']}` is filled and says nothing")
            if field["figure"]:
                query = field["figure"]["query"]
                if not field["figure"]["source"] or query not in found["query"] or letters(query) not in print_:
                    faults.append(f"{name}: `{field['id']}` does not name its query and source")
            # What the page says is printed as well: each word of each value, wherever a line breaks.
            for value in found["value"]:
                lost = [word for word in re.findall(r"\w+", value) if letters(word) not in print_]
                if lost:
                    faults.append(f"{name}.pdf: `{field['id']}` lacks {lost[:3]}")
            plots_of(name, field["id"], found, faults)
    drawn = {plot["attrs"]["aria-labelledby"].split("-title")[0] for field in page.fields.values() for plot in field["plots"]}
    return checked, drawn


def main(folder):
    folder = pathlib.Path(folder)
    said = {lang: words(lang) for lang in ("en", "nl")}
    demands, faults, counts = list(mandatory()), [], {"fields": 0, "filled": 0, "missing": 0, "figures": 0}
    drawn = {}
    ids = sorted({document for document, *_ in demands})
    made = sorted(path.stem for path in folder.glob("D*.json"))
    if made != ids:
        faults.append(f"documents made and documents demanded differ: {sorted(set(made) ^ set(ids))}")
    for id in sorted(set(ids) & set(made)):
        whole = json.loads((folder / f"{id}.json").read_text())
        document, edition = whole["document"], whole["edition"]
        fields = {field["id"]: field for section in document["sections"] for field in section["fields"]}
        if not (document["controller"] and document["release"] and document["profile"] and edition["version"] and whole["hash"]):
            faults.append(f"{id}: its head is not whole")
        for _, demand, provision, wanted in (one for one in demands if one[0] == id):
            for gone in [one for one in wanted if one not in fields]:
                faults.append(f"{id}: `{gone}` is demanded by {provision} ({demand}) and is not there")
        for field in fields.values():
            filled = field["answer"] if field["question"] else (field["figure"] or field["nothing"])
            if (field["status"] == "filled") != bool(filled):
                if not (field["status"] == "missing" and field["figure"]):
                    faults.append(f"{id}: `{field['id']}` is {field['status']} and holds something else")
            if not field["owner"]:
                faults.append(f"{id}: `{field['id']}` has no owner")
            counts["fields"] += 1
            counts[field["status"]] += 1
            counts["figures"] += bool(field["figure"])
        for lang in ("en", "nl"):
            checked, drawn[id, lang] = one_language(folder, document, lang, said, faults)
            if checked != len(fields):
                faults.append(f"{id}.{lang}: {checked} of {len(fields)} fields were looked at")
    for id, wanted in PLOTS.items():
        for lang in ("en", "nl"):
            # A plot of nothing is not drawn: nobody objected, nobody was forgotten.
            empty = {plot for plot in wanted if has_nothing(folder, id, plot)}
            if not wanted - empty <= drawn.get((id, lang), set()):
                faults.append(f"{id}.{lang}: plots {sorted(wanted - empty - drawn.get((id, lang), set()))} are not drawn")
    for fault in faults:
        print(f"does not hold: {fault}")
    print(f"{len(made)} documents, {counts['fields']} mandatory fields: {counts['filled']} filled, {counts['missing']} missing "
          f"with their owners; {counts['figures']} figures with their queries; {len(demands)} demands; {len(faults)} faults")
    return 1 if faults else 0


def has_nothing(folder, id, plot):
    queries = {"objections": "said.objections.by_month", "extraction": "forgetting", "authorities": "authorities.concerned"}
    document = json.loads((folder / f"{id}.json").read_text())["document"]
    fields = [field for section in document["sections"] for field in section["fields"]]
    return plot in queries and not any(
        field["figure"] and field["figure"]["query"] == queries[plot] and field["figure"]["value"] for field in fields)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
