#!/usr/bin/env python3
"""Checks what `grondslag corpus prove` wrote, with nothing but Python: verify_corpus_proof.py FILE [CORPUS_DIGEST]
A second reading of corpus-proofs.md. The receipt is left to `grondslag verify`; give the digest that the receipt names."""
import hashlib, json, re, sys

def need(holds, why):  # not `assert`, which `python -O` leaves out
    if not holds: raise ValueError(why)

def sha(*parts): return hashlib.sha256(b"".join(parts)).digest()
def number(n, size): return n.to_bytes(size, "big")
def tag(name): return f"grondslag corpus {name}\n".encode()

def hexadecimal(text, digits):
    need(re.fullmatch("[0-9a-f]{%d}" % digits, text), "not hexadecimal")
    return text.encode()  # of pseudonyms the digits are hashed
def digest(text): return bytes.fromhex(hexadecimal(text, 64).decode())
def shown(one): return b"".join(b"picture\n" + digest(picture) for picture in one.get("pictures", []))

def climb(found, index, size, path):  # RFC 9162, 2.1.3.2
    last = size - 1
    need(0 <= index <= last, "no such place")
    for beside in map(digest, path):
        need(last > 0, "a path is too long")
        right = index & 1 or index == last
        found = sha(b"\1", beside, found) if right else sha(b"\1", found, beside)
        while right and not index & 1: index, last = index >> 1, last >> 1
        index, last = index >> 1, last >> 1
    need(last == 0, "a path is too short")
    return found
def check(text, expected=None):
    proof = json.loads(text)
    spell = lambda value: json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    need(text == spell(proof) + "\n" and next(iter(proof)) == "corpus_proof", "not spelt as it was written")
    changed = digest(proof.pop("digest")) != sha(spell(proof).encode())
    need(proof["corpus_proof"] == (2 if '"pictures":' in text else 1) and not changed, "another version, or changed after it was written")
    salt, shards, people, answer = digest(proof["salt"]), proof["shards"], proof["people"], proof["answer"]
    person, records = hexadecimal(proof["person"], 32), []
    key = sha(tag("key 1"), salt, person)
    need((people == 0) == (answer == "nobody"), "people and answer do not fit")
    if answer == "nobody": root = sha()
    else:
        there = answer["in"] if "in" in answer else answer["between"]
        if "in" in answer:
            records = [hexadecimal(one["record"], 32) + digest(one["text_sha256"]) + shown(one) for one in there["records"]]
            need(records, "a person in a corpus has records")
            low, contents = key, sha(tag("contents 1"), *records, number(len(records), 8))
        else:
            low, high, contents = (digest(there[name]) for name in ["key", "next", "contents"])
            need(low < key < high if low < high else key > low or key < high, "not between the neighbours")
        leaf = sha(b"\0", tag("person 1"), low, digest(there["next"]), contents)
        root = climb(leaf, there["index"], people, there["path"])
    shard = int.from_bytes(sha(number(5, 8), b"shard", number(32, 8), person)[:8], "big") % shards
    leaf = sha(b"\0", tag("shard 1"), number(shard, 2), number(people, 8), root)
    corpus = sha(tag("2"), salt, number(shards, 2), climb(leaf, shard, shards, proof["shard_path"]), digest(proof["files"]))
    need(corpus == digest(proof["corpus"]) and expected in (None, corpus.hex()), "not the corpus digest")
    return f"{proof['person']} is {'' if records else 'not '}in corpus {corpus.hex()}, {len(records)} records"

if __name__ == "__main__":
    try: print("holds:", check(open(sys.argv[1], encoding="utf-8", newline="").read(), *sys.argv[2:3]))
    except Exception as why: sys.exit(f"does not hold: {why}")
