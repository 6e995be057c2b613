#!/usr/bin/env python3
"""People of the load: `BASE OUTBOX COUNT` signs in so many and prints their cookies and stamps."""

import http.client
import pathlib
import re
import sys
import time
import urllib.parse

base, outbox, what = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
place = urllib.parse.urlparse(base).netloc
connection = http.client.HTTPConnection(place, timeout=120)


def ask(method, path, cookies, form=None):
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    body = None
    if form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = urllib.parse.urlencode(form)
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    for name, value in answer.getheaders():
        if name.lower() == "set-cookie":
            key, _, rest = value.partition("=")
            cookies[key] = rest.partition(";")[0]
    return answer.status, text


def stamp(text):
    return re.search(r'name="stamp" value="([0-9a-f]+)"', text).group(1)


def letter(address):
    for _ in range(600):
        for path in outbox.glob("*.eml"):
            text = path.read_text()
            if text.startswith(f"To: {address}\n"):
                path.unlink()
                return re.search(r"/sign-in/([0-9a-f]+)", text).group(1)
        time.sleep(0.05)
    sys.exit(f"no letter to person {address.partition('@')[0]}")


def sign_in(number):
    cookies, address = {}, f"s{number}@example.org"
    _, page = ask("GET", "/sign-in", cookies)
    ask("POST", "/sign-in", cookies, {"stamp": stamp(page), "address": address})
    link = letter(address)
    ask("POST", "/sign-in/confirm", cookies, {"stamp": stamp(page), "link": link})
    status, page = ask("GET", "/me", cookies)
    assert status == 200, status
    print("; ".join(f"{name}={value}" for name, value in cookies.items()), stamp(page), sep="\t")


for number in range(1, int(what) + 1):
    sign_in(number)
