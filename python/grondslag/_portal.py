"""The permit of a corpus, asked of a portal on another machine."""

import http.client
import json
import os
import ssl
import urllib.error
import urllib.parse
import urllib.request

from ._grondslag import CannotAsk, Elsewhere

_SECONDS = 20
_ANSWER_BYTES_MAX = 1 << 20
_HERE = ("127.0.0.1", "::1", "localhost")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """An answer from elsewhere is none: the key of this machine would go there."""

    def redirect_request(self, *_):
        return None


class Portal:
    """A hold on a sealed corpus, with the portal that knows whether it may still be used.

    The answer is asked anew for every shard and believed once: it repeats the nonce of its question and carries a head of
    the log that `key` signed. Where no answer comes, the answer is no.
    """

    def __init__(self, folder, purpose, key, address, permit_key, ca_file):
        if key is None:
            raise ValueError("`permit` needs `key`, the public key of the log: there is no ledger here that could give one")
        parts = urllib.parse.urlsplit(address)
        plain = parts.scheme == "http" and parts.hostname in _HERE
        if not (parts.scheme == "https" or plain) or not parts.hostname or parts.username or parts.query:
            raise ValueError("`permit` is the address of a portal, https://HOST; plain http is for this machine alone")
        self._address = f"{address.rstrip('/')}/v1/permits"
        self._key = permit_key or os.environ.get("GRONDSLAG_PERMIT_KEY")
        # Certificates and the name of the host are checked; this is also what the module does by itself.
        context = None if plain else ssl.create_default_context(cafile=ca_file)
        handlers = [urllib.request.ProxyHandler({}), _NoRedirect()]
        if context is not None:
            handlers.append(urllib.request.HTTPSHandler(context=context))
        self._line = urllib.request.build_opener(*handlers)
        self._held = Elsewhere(folder, purpose, key)
        self.ask()

    corpus_digest = property(lambda self: self._held.corpus_digest)
    purpose = property(lambda self: self._held.purpose)
    shard_rows = property(lambda self: self._held.shard_rows)

    def ask(self):
        """Asks whether training may go on; raises if it may not."""
        self._held.answered(self._answer())

    def shard(self, number):
        """The rows of a shard, after the portal was asked and every byte was compared with the manifest."""
        return self._held.shard(number, self._answer())

    def _answer(self):
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        request = urllib.request.Request(self._address, data=self._held.question().encode(), headers=headers)
        try:
            with self._line.open(request, timeout=_SECONDS) as response:
                answer = response.read(_ANSWER_BYTES_MAX + 1)
        except urllib.error.HTTPError as error:
            raise CannotAsk(f"the portal answered {error.code} to the question about the permit: {_detail(error)}") from None
        except (OSError, ValueError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", error)
            raise CannotAsk(f"the portal could not be asked about the permit: {reason}") from None
        if len(answer) > _ANSWER_BYTES_MAX:
            raise CannotAsk("the portal answered more than an answer about a permit can be")
        return answer


def _detail(error):
    """What the portal says to do, if it says so as it should."""
    try:
        return str(json.loads(error.read(_ANSWER_BYTES_MAX))["detail"])[:500]
    except (OSError, ValueError, KeyError, TypeError):
        return "it does not say why"
