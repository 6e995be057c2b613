"""Counts packages with other parsers and compares. `second.py PROGRAM EXPORTS`. Prints counts, never content."""

import csv
import json
import os
import subprocess
import sys
import zipfile

program, exports = sys.argv[1:]
failures = 0


def intake(path):
    """What the program says about one path. 5 says that something was not read, which the counts say too."""
    done = subprocess.run([program, "--format", "json", "-q", "intake", "--dry-run", path], capture_output=True, text=True)
    if done.returncode not in (0, 5):
        sys.exit(f"intake failed on {path}: {done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])["register"][0]


def check(path, counted, kinds, **tally):
    """Compares the sum over the members, the kinds, and what else is counted."""
    global failures
    found = intake(os.path.join(exports, path))
    said = {kind: count for kind, count in found["kinds"].items() if count}
    wanted = {kind: count for kind, count in kinds.items() if count}
    for name, count in counted.items():
        print(f"{path}: {name}: {count}")
    pairs = [("kinds", said, wanted), ("read", found["tally"]["read"], sum(counted.values()))]
    pairs += [(name, found["tally"][name], value) for name, value in tally.items()]
    for name, ours, theirs in pairs:
        if ours != theirs:
            failures += 1
            print(f"{path}: DIFFERENT {name}: intake {ours}, counted {theirs}")


def script(name):
    """A member of an X archive without its assignment."""
    with open(os.path.join(exports, "twitter-archive-2023/data", name), encoding="utf-8") as file:
        return json.loads(file.read().split("=", 1)[1])


def x():
    tweets = [item["tweet"] for item in script("tweets.js")]
    own = [tweet for tweet in tweets if not tweet["full_text"].startswith("RT @")]
    replies = [t for t in own if t.get("in_reply_to_user_id_str") or t.get("in_reply_to_status_id_str")]
    held = {tweet["id_str"] for tweet in tweets}
    gone = [item for item in script("deleted-tweet-headers.js") if item["tweet"]["tweet_id"] not in held]
    profile = [item for item in script("profile.js") if any(item["profile"]["description"].values())]
    messages = sum(len(item["dmConversation"]["messages"]) for part in ("direct-messages.js", "direct-messages-group.js")
                   for item in script(part))
    members = {"tweets.js": len(tweets), "deleted-tweet-headers.js": len(gone), "profile.js": len(profile), "direct messages": messages}
    kinds = {"comment": len(replies), "post": len(own) - len(replies) + len(gone), "profile": len(profile)}
    check("twitter-archive-2023", members, kinds, not_own_words=len(tweets) - len(own),
          members=len(os.listdir(os.path.join(exports, "twitter-archive-2023/data"))))


def mastodon():
    with open(os.path.join(exports, "mastodon/outbox.json"), encoding="utf-8") as file:
        items = json.load(file)["orderedItems"]
    statuses = [item["object"] for item in items if item["type"] == "Create"]
    described = [a for status in statuses for a in status.get("attachment", []) if a.get("name")]
    replies = [status for status in statuses if status.get("inReplyTo")]
    members = {"outbox.json": len(items), "descriptions": len(described)}
    kinds = {"post": len(statuses) - len(replies), "comment": len(replies), "caption": len(described)}
    check("mastodon", members, kinds, not_own_words=sum(item["type"] == "Announce" for item in items))


def instagram():
    path = "instagram-2020-dummy/insta4dummy.zip"
    with zipfile.ZipFile(os.path.join(exports, path)) as package:
        load = lambda name: json.loads(package.read(next(n for n in package.namelist() if n.endswith("/" + name) or n == name)))
        media, comments = load("media.json"), load("comments.json")
        names = [name for name in package.namelist() if not name.endswith("/")]
    members = {f"media.json {kind}": len(items) for kind, items in media.items()}
    members["comments.json"] = sum(len(items) for items in comments.values())
    found = intake(os.path.join(exports, path))
    check(path, members, found["kinds"], members=len(names), accepted=sum(members.values()))
    pictures = sum(len(items) for kind, items in media.items() if kind != "direct")
    if sum(found["kinds"].get(kind, 0) for kind in ("caption", "photo", "video")) != pictures:
        sys.exit(f"{path}: pictures and videos differ")


def reddit():
    rows = {}
    for name in os.listdir(os.path.join(exports, "reddit-gdpr")):
        with open(os.path.join(exports, "reddit-gdpr", name), encoding="utf-8", newline="") as file:
            rows[name] = len(list(csv.DictReader(file)))
    check("reddit-gdpr", {"comments.csv": rows["comments.csv"]}, {"comment": rows["comments.csv"]}, members=len(rows))


def takeout():
    def length(name, key=None):
        with open(os.path.join(exports, "takeout", name), encoding="utf-8") as file:
            document = json.load(file)
        return len(document[key] if key else document)

    members = {"MyActivity.json": length("MyActivity.json"), "BrowserHistory.json": length("BrowserHistory.json", "Browser History"),
               "Records.json": length("Records.json", "locations")}
    check("takeout", members, {}, not_own_words=sum(members.values()))


def bluesky():
    from atproto_core.car import CAR

    path = "bluesky-car/synthetic_repo.car"
    with open(os.path.join(exports, path), "rb") as file:
        car = CAR.from_bytes(file.read())
    types = [block["$type"] for block in car.blocks.values() if isinstance(block, dict) and "$type" in block]
    posts, profiles = types.count("app.bsky.feed.post"), types.count("app.bsky.actor.profile")
    check(path, {kind: types.count(kind) for kind in sorted(set(types))}, {"post": posts, "profile": profiles})


for package in (x, mastodon, instagram, reddit, takeout, bluesky):
    package()
sys.exit(1 if failures else 0)
