"""Takes the programs out of the page of the book, each with a part that checks what it did: PAGE EXAMPLE FOLDER."""

import pathlib
import re
import sys

page, example, folder = map(pathlib.Path, sys.argv[1:])
blocks = {}
for language, block in re.findall(r"^```(\w+)\n(.*?)^```$", page.read_text(), re.MULTILINE | re.DOTALL):
    blocks.setdefault(language, []).append(block)

# Each verifies the letter that the hook brought, and must refuse one of which a byte was changed.
CHECKS = {
    "bash": """
for _ in $(seq 100); do [ ! -e webhook.body ] || break; sleep 0.1; done
letter() { verify "$SECRET" "$(cat webhook.id)" "$(cat webhook.timestamp)" "$(cat webhook.signature)"; }
letter <webhook.body
if sed 's/objection/rejection/' webhook.body | letter || SECRET=whsec_AAAA letter <webhook.body; then exit 1; fi
""",
    "python": """
read = lambda name: open(f"webhook.{name}", "rb").read()
letter = {f"webhook-{name}": read(name).decode() for name in ("id", "timestamp", "signature")}
assert taken["fates"], taken
assert verify(os.environ["SECRET"], letter, read("body"))
assert not verify(os.environ["SECRET"], letter, read("body") + b" ")
assert not verify("whsec_AAAA", letter, read("body"))
""",
    "javascript": """
const letter = {};
for (const name of ["id", "timestamp", "signature"]) letter[`webhook-${name}`] = readFileSync(`webhook.${name}`, "utf8");
const body = readFileSync("webhook.body");
const verified = [[process.env.SECRET, body], [process.env.SECRET, body + " "], ["whsec_AAAA", body]].map(
  ([secret, bytes]) => verify(secret, letter, bytes),
);
if (String(verified) !== "true,false,false") throw new Error(String(verified));
""",
}
HEADS = {"bash": "set -euo pipefail\n", "python": "", "javascript": ""}
FILES = {"bash": "curl.sh", "python": "client.py", "javascript": "client.mjs"}

for language, name in FILES.items():
    assert len(blocks[language]) == 5, (language, len(blocks[language]))
    (folder / name).write_text(HEADS[language] + "\n".join(blocks[language]) + CHECKS[language])

rust = example.read_text()
assert len(blocks["rust"]) == 5, len(blocks["rust"])
for block in blocks["rust"]:
    assert block in rust, f"{example} does not hold this part of {page}:\n{block}"
