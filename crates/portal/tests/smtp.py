"""The mail server of `smtp.sh`. The left side of an address says what becomes of a letter to it: `later…` and `gone…` are
refused for now and for good, `spam…` after the text, `slow…` gets no answer after the text; everybody else gets it."""

import asyncio
import os
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

mode, folder = sys.argv[1], pathlib.Path(sys.argv[2])


class Letters:
    count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("later"):
            return f"451 4.2.1 <{address}> is busy"
        if address.startswith("gone"):
            return f"550 5.1.1 <{address}> is not here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        to = envelope.rcpt_tos[0]
        if to.startswith("spam"):
            return "554 5.7.1 no"
        Letters.count += 1
        part = folder / "part"
        part.write_bytes(envelope.content)
        part.rename(folder / f"{Letters.count:03}.eml")
        if to.startswith("slow"):
            await asyncio.sleep(3600)
        return "250 2.0.0 OK"


def allowed(server, session, envelope, mechanism, data):
    known = (data.login, data.password) == (b"portal", b"a-password-of-a-test")
    # The server itself says no.
    return AuthResult(success=known, handled=False)


def server():
    if mode != "tls":
        return SMTP(Letters(), enable_SMTPUTF8=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return SMTP(Letters(), tls_context=context, require_starttls=True, authenticator=allowed, auth_required=True)


async def main():
    loop = asyncio.get_running_loop()
    if mode == "silent":
        listening = await asyncio.start_server(lambda reader, writer: asyncio.sleep(3600), "127.0.0.1", 0)
    else:
        listening = await loop.create_server(server, "127.0.0.1", 0)
    print(listening.sockets[0].getsockname()[1], flush=True)
    # Who started it closes its input, at the latest by ending.
    await loop.run_in_executor(None, sys.stdin.read)
    os._exit(0)


asyncio.run(main())
