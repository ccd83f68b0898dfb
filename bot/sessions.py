"""Web sessions: a random id in a signed, HttpOnly cookie, and from it the person's id in the store.

The person's id is a keyed hash of the session, so the database alone does not give a cookie, and a cookie can be
checked without the database.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from starlette.responses import Response

COOKIE = "hearth"
MAX_AGE = 60 * 60 * 24 * 90  #: seconds


class Sessions:
    """Makes and checks cookies with a key of the installation."""

    def __init__(self, key: bytes, secure: bool = False) -> None:
        self._sign_key = hashlib.blake2b(key, person=b"hearth-cookie", digest_size=32).digest()
        self._name_key = hashlib.blake2b(key, person=b"hearth-person", digest_size=32).digest()
        self._secure = secure

    def new(self) -> str:
        """A cookie's value: 160 random bits and their signature."""
        session = secrets.token_urlsafe(20)
        return f"{session}.{self._signature(session)}"

    def read(self, cookie: str | None) -> str | None:
        """The session in a cookie, or None when it is missing or not one that we made."""
        session, _, signature = (cookie or "").partition(".")
        if not session or not hmac.compare_digest(signature.encode(), self._signature(session).encode()):
            return None
        return session

    def person(self, cookie: str | None) -> str | None:
        """The person's id for a cookie."""
        session = self.read(cookie)
        return None if session is None else self.person_id("web", session)

    def person_id(self, channel: str, address: str) -> str:
        """A pseudonym that can't be turned back into the address without the installation's key."""
        digest = hmac.new(self._name_key, f"{channel}:{address}".encode(), hashlib.sha256).digest()
        return base64.b32encode(digest[:20]).decode().lower()

    def set_cookie(self, response: Response, cross_site: bool = False) -> None:
        """Gives the browser a new session. Embedded in other sites the cookie must be allowed to cross, over HTTPS."""
        cross = cross_site and self._secure
        response.set_cookie(
            COOKIE,
            self.new(),
            max_age=MAX_AGE,
            httponly=True,
            secure=self._secure,
            samesite="none" if cross else "strict",
            path="/",
        )

    def _signature(self, session: str) -> str:
        digest = hmac.new(self._sign_key, session.encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest[:18]).decode()
