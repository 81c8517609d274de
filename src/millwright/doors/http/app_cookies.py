"""Cookies of generated apps, kept apart although cookies ignore ports.

Apps on different ports of one host name, and Millwright itself, share one cookie jar. So an app's cookie is stored
under a name of that app's own, carries an HMAC tag bound to app, name and value, and is always HttpOnly. What comes
back is handed to an app only when it bears that app's name and a valid tag. Another app's server therefore never
sees it, another app's script can neither read nor forge it, and Millwright's own cookies never reach an app.

What remains possible for a hostile app that shares a host name, and is impossible with a domain of its own per app:
filling the jar until the browser evicts the cookies of others, which signs people out.
"""

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256

_TAG_BYTES = 16
_MAX_COOKIE_BYTES = 4096
_MAX_COOKIES = 30
"""Cookies that one answer of an app may set: more only serves to flood the jar."""

_NAME_CHARACTERS = frozenset(b"!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_KEPT_ATTRIBUTES = frozenset({b"expires", b"max-age", b"path", b"samesite", b"secure", b"priority"})


class AppCookies:
    """Seals and opens the cookies of one app; `key` is the installation's, `app` the app's lasting name."""

    def __init__(self, key: bytes, app: str) -> None:
        self._key = hmac.new(key, b"app cookies\0" + app.encode(), sha256).digest()
        self._prefix = b"app-" + self._key.hex()[:12].encode() + b"-"
        self._key = hmac.new(self._key, b"seal", sha256).digest()

    def opened(self, header: bytes) -> bytes:
        """The ``Cookie`` header for the app: its own cookies under their own names, nothing else.

        A name that comes twice with different values is dropped: one of the two was planted.
        """
        found: dict[bytes, bytes | None] = {}
        for pair in header.split(b";"):
            stored, _, sealed = pair.strip().partition(b"=")
            if not stored.startswith(self._prefix):
                continue
            name = stored[len(self._prefix) :]
            tag, _, value = sealed.partition(b".")
            if not hmac.compare_digest(tag, self._tag(name, value)):
                continue
            found[name] = value if found.get(name, value) == value else None
        return b"; ".join(name + b"=" + value for name, value in found.items() if value is not None)

    def sealed(self, set_cookie: bytes) -> bytes | None:
        """The ``Set-Cookie`` header for the browser, or None for one that no browser should be given."""
        pair, *attributes = set_cookie.split(b";")
        name, separator, value = pair.partition(b"=")
        name, value = name.strip(), value.strip()
        if not separator or not name or not _NAME_CHARACTERS.issuperset(name) or any(byte < 0x20 for byte in value):
            return None
        kept = [part.strip() for part in attributes if part.partition(b"=")[0].strip().lower() in _KEPT_ATTRIBUTES]
        cookie = b"; ".join([self._prefix + name + b"=" + self._tag(name, value) + b"." + value, *kept, b"HttpOnly"])
        return cookie if len(cookie) <= _MAX_COOKIE_BYTES else None

    def all_sealed(self, set_cookies: list[bytes]) -> list[bytes]:
        """The ``Set-Cookie`` headers of one answer, bounded in number."""
        sealed = (self.sealed(cookie) for cookie in set_cookies[:_MAX_COOKIES])
        return [cookie for cookie in sealed if cookie is not None]

    def _tag(self, name: bytes, value: bytes) -> bytes:
        digest = hmac.new(self._key, name + b"\0" + value, sha256).digest()
        return urlsafe_b64encode(digest[:_TAG_BYTES]).rstrip(b"=")
