"""One record store over HTTP: an address checked first, then statements posted to it."""

import json
import ssl
from base64 import b64encode
from collections.abc import Container
from enum import Enum, auto
from http.client import HTTPException
from ipaddress import ip_address
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPRedirectHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
)

from vs_course.bank.items import CourseError
from vs_course.export import xapi_texts as texts
from vs_course.export.xapi_credentials import Credentials

VERSION = "1.0.3"
_MAX_REPLY = 1_000_000
_LOGIN = {401: texts.REFUSED_LOGIN, 403: texts.REFUSED_RIGHT}
_CONTENT = (400, 422)
_PASSING = (408, 425, 429)


class Outcome(Enum):
    """What a store made of a batch."""

    KEPT = auto()
    CONFLICT = auto()  # it has another statement under one of the ids: none was kept
    TOO_LARGE = auto()


class Cut(Exception):
    """The store could not be reached or could not answer, its text says which: try again."""


class Refused(Exception):
    """The store refuses what the statements hold."""

    def __init__(self, code: int):
        super().__init__(code)
        self.code = code


class Store:
    """A record store that can be written to; every exchange has `timeout` seconds."""

    def __init__(self, url: str, credentials: Credentials, timeout: float = 30.0):
        self.url = endpoint(url)
        self.timeout = timeout
        pair = f"{credentials.username}:{credentials.password}".encode()
        self._headers = {
            "Authorization": f"Basic {b64encode(pair).decode('ascii')}",
            "Content-Type": "application/json",
            "X-Experience-API-Version": VERSION,
        }
        self._opener = _opener(self.url)

    def post(self, body: bytes, ids: Container[str]) -> Outcome:
        """Post a JSON list of statements; `ids` are theirs.

        Raises Cut when it is worth trying again, Refused, or CourseError with what to mend.
        """
        request = Request(f"{self.url}/statements", data=body, headers=self._headers)
        try:
            with self._opener.open(request, timeout=self.timeout) as reply:
                self._check(reply.status, reply.read(_MAX_REPLY), ids)
                return Outcome.KEPT
        except HTTPError as error:
            with error:
                return self._status(error.code)
        except URLError as error:
            raise self._failure(error.reason) from error
        except (OSError, HTTPException) as error:
            raise self._failure(error) from error

    def _check(self, status: int, content: bytes, ids: Container[str]) -> None:
        """Tell a store from any page that answers: it names the statements it has kept."""
        if status == 204:  # what Ralph answers where it has them all already
            return
        try:
            named = json.loads(content)
        except ValueError:
            named = None
        if not (isinstance(named, list) and named and all(i in ids for i in map(str, named))):
            raise CourseError(self._not_a_store(texts.DETAIL_BODY))

    def _status(self, code: int) -> Outcome:
        if code == 409:
            return Outcome.CONFLICT
        if code == 413:
            return Outcome.TOO_LARGE
        if code >= 500 or code in _PASSING:
            raise Cut(texts.IN_TROUBLE.format(code=code))
        if code in _CONTENT:
            raise Refused(code)
        if code in _LOGIN:
            raise CourseError(_LOGIN[code])
        detail = texts.DETAIL_REDIRECT if 300 <= code < 400 else texts.DETAIL_STATUS
        raise CourseError(self._not_a_store(detail.format(code=code)))

    def _failure(self, reason: object) -> Exception:
        dropped = isinstance(reason, ssl.SSLEOFError | ssl.SSLZeroReturnError)
        if isinstance(reason, ssl.SSLError) and not dropped:
            why = getattr(reason, "verify_message", "") or reason.reason or type(reason).__name__
            return CourseError(texts.TLS.format(url=self.url, reason=why))
        return Cut(texts.TOO_SLOW if isinstance(reason, TimeoutError) else texts.NO_ANSWER)

    def _not_a_store(self, detail: str) -> str:
        return texts.NOT_A_STORE.format(url=self.url, detail=detail)


def endpoint(url: str) -> str:
    """Return the base address of a store; a bare host gets the usual /xAPI.

    Raises CourseError when it isn't an address, holds a password, or would send one in clear.
    """
    try:
        url.encode("ascii")
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
        host.encode("idna")
    except ValueError as error:
        raise CourseError(texts.ADDRESS_INVALID.format(url=url)) from error
    if "@" in parts.netloc:
        raise CourseError(texts.ADDRESS_SECRET)
    blank = any(c.isspace() or not c.isprintable() for c in url)
    if parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment or blank:
        raise CourseError(texts.ADDRESS_INVALID.format(url=url))
    if parts.scheme == "http" and not _is_loopback(host):
        raise CourseError(texts.ADDRESS_CLEAR)
    path = parts.path.rstrip("/").removesuffix("/statements") or "/xAPI"
    return f"{parts.scheme}://{parts.netloc}{path}"


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class _NoRedirect(HTTPRedirectHandler):
    """A redirection would take the password to wherever it points."""

    def redirect_request(self, *_: object) -> None:
        return None


def _opener(url: str) -> OpenerDirector:
    # In clear only to this machine: not through a proxy that stands elsewhere.
    direct = [ProxyHandler({})] if url.startswith("http:") else []
    return build_opener(_NoRedirect, *direct)
