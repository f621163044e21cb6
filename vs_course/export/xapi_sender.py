"""A learner's answers sent to a record store: in batches, tried again, cut in two where refused.

The ids of the statements are stable: a store knows what it has, and keeps it once.
"""

import json
import os
import re
import ssl
import sys
import time
from base64 import b64encode
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from getpass import getpass
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from urllib.error import URLError
from urllib.request import HTTPErrorProcessor, ProxyHandler, Request, build_opener

from vs_course.bank.items import Bank, CourseError
from vs_course.export import xapi

PASSWORD_VARIABLE = "VS_COURSE_LRS_PASSWORD"
PAUSES = (1.0, 2.0, 4.0, 8.0)  # seconds before each new try
_LONGEST_REPLY = 1_000_000
_ALL_KNOWN, _CONFLICT, _TOO_LARGE = 204, 409, 413  # the first is what Ralph answers
_TROUBLE = (408, 425, 429, *range(500, 600))
_DROPPED = (ssl.SSLEOFError, ssl.SSLZeroReturnError)
_THIS_MACHINE = ("localhost", "127.0.0.1", "[::1]")
_REFUSED = {
    401: (
        "L'entrepôt refuse l'identifiant ou le mot de passe (code 401) : vérifiez-les auprès de "
        "votre établissement."
    ),
    403: (
        "L'entrepôt reconnaît la demande mais ne vous laisse pas y écrire (code 403) : demandez à "
        "votre établissement le droit d'ajouter des traces."
    ),
}
_ADDRESS = re.compile(
    r"(?P<scheme>https?)://"
    r"(?P<place>(?P<host>([\w-]{1,63}\.)*[\w-]{1,63}|\[[\da-f:.]+\])(:(?P<port>\d{1,5}))?)"
    r"(?P<path>(/[\w.~%!$&'()*+,;=:-]*)*)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a record store asks of a client (HTTP Basic); the password stays out of `repr`."""

    username: str
    password: str = field(repr=False)

    @property
    def headers(self) -> dict[str, str]:
        """Return the headers of a request with them."""
        pair = b64encode(f"{self.username}:{self.password}".encode())
        return {
            "Authorization": f"Basic {pair.decode('ascii')}",
            "Content-Type": "application/json",
            "X-Experience-API-Version": "1.0.3",
        }


def ask(username: str, key_file: Path | None = None) -> Credentials:
    """Return a user's credentials, the password from a file, else PASSWORD_VARIABLE, else asked.

    Raises CourseError when the file can't be read, or when there is nobody to ask.
    """
    if key_file is not None:
        return Credentials(username, _password(key_file))
    if password := os.environ.get(PASSWORD_VARIABLE):
        return Credentials(username, password)
    with suppress(EOFError):  # Ctrl+D
        if sys.stdin.isatty():
            return Credentials(
                username, getpass(f"Mot de passe de « {username} » pour l'entrepôt : ")
            )
    raise CourseError(
        f"Il manque le mot de passe de l'entrepôt : mettez-le dans la variable "
        f"{PASSWORD_VARIABLE}, ou dans un fichier que vous donnez avec --cle."
    )


def _password(key_file: Path) -> str:
    try:
        password = key_file.read_text(encoding="utf-8-sig").strip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(
            f"Le fichier du mot de passe « {key_file} » est introuvable ou ne peut pas être lu : "
            "vérifiez son chemin et vos droits."
        ) from error
    if not password:
        raise CourseError(
            f"Le fichier du mot de passe « {key_file} » est vide : écrivez-y le mot de passe seul."
        )
    return password


def send(
    journal: Path,
    bank: Bank,
    url: str,
    credentials: Credentials,
    *,
    batch: int = 200,
    pauses: Sequence[float] = PAUSES,
    timeout: float = 30.0,
) -> str:
    """Send a journal's answers to the record store at `url`; return what to say of it, in French.

    Every exchange has `timeout` seconds. Raises CourseError, one sentence: what to mend, or how
    many answers are safe and that the same command may be run again.
    """
    made = xapi.read(journal, bank)
    total = len(made.statements)
    sending = _Sending(endpoint(url), credentials, total, pauses, timeout)
    for start in range(0, total, batch):
        sending.post(made.statements[start : start + batch])
    sent = xapi.counted(sending.safe - sending.known, "réponse envoyée", "réponses envoyées")
    return made.report(f"{sent} à l'entrepôt {url}.", sending.known)


class _Passing(Exception):
    """A trouble that may pass; its text says which."""


@dataclass
class _Sending:
    """One sending under way: how many of `total` are `safe`, and of these how many were `known`."""

    url: str
    credentials: Credentials
    total: int
    pauses: Sequence[float]
    timeout: float
    safe: int = 0
    known: int = 0

    def post(self, statements: Sequence[xapi.Statement]) -> None:
        """Post a batch; cut in two where it is too large, or where a strict store has one of it."""
        code, content = self._reply(json.dumps(statements, ensure_ascii=False).encode())
        if code in (_CONFLICT, _TOO_LARGE) and len(statements) > 1:
            middle = len(statements) // 2
            self.post(statements[:middle])
            self.post(statements[middle:])
            return
        kept = _named(content, {one["id"] for one in statements}) if code == 200 else set()
        if not kept and code not in (_ALL_KNOWN, _CONFLICT):
            raise CourseError(self._refused(code))
        self.safe += len(statements)
        self.known += len(statements) - len(kept)

    def _reply(self, body: bytes) -> tuple[int, bytes]:
        """Return the store's reply, its code and its content, asked again where that may help."""
        for wait in (0.0, *self.pauses):
            time.sleep(wait)
            try:
                return self._exchange(body)
            except _Passing as trouble:
                reason = str(trouble)
        raise CourseError(
            f"L'envoi s'est arrêté ({reason}) : {self._told()} sur {self.total}. Relancez la même "
            "commande : l'entrepôt reconnaît ce qu'il a déjà et ne le garde pas deux fois."
        )

    def _exchange(self, body: bytes) -> tuple[int, bytes]:
        request = Request(f"{self.url}/statements", body, self.credentials.headers)
        # In clear only to this machine: not through a proxy that stands elsewhere.
        direct = [ProxyHandler({})] if self.url.startswith("http:") else []
        try:
            with build_opener(_EveryReply, *direct).open(request, timeout=self.timeout) as reply:
                code, content = reply.status, reply.read(_LONGEST_REPLY)
        except (OSError, HTTPException) as error:
            reason = error.reason if isinstance(error, URLError) else error
            if isinstance(reason, ssl.SSLError) and not isinstance(reason, _DROPPED):
                raise CourseError(
                    f"La connexion à {self.url} n'est pas sûre (détail technique : {reason}), "
                    "l'envoi est arrêté : vérifiez l'adresse, puis demandez à votre établissement "
                    "si son certificat est valable."
                ) from error
            slow = isinstance(reason, TimeoutError)
            answers = "met trop de temps à répondre" if slow else "ne répond pas"
            raise _Passing(f"l'entrepôt {answers}") from error
        if code in _TROUBLE:
            raise _Passing(f"l'entrepôt est en difficulté, code {code}")
        return code, content

    def _told(self) -> str:
        return xapi.counted(self.safe, "réponse est à l'abri", "réponses sont à l'abri")

    def _refused(self, code: int) -> str:
        if code in (400, 413, 422):
            return (
                f"L'entrepôt refuse les traces (code {code}) ; {self._told()}. Transmettez ce code "
                "à votre établissement."
            )
        return _REFUSED.get(
            code,
            f"{self.url} répond, mais pas comme un entrepôt de traces xAPI (code {code}) : "
            "vérifiez l'adresse, qui se termine le plus souvent par /xAPI.",
        )


class _EveryReply(HTTPErrorProcessor):
    """Gives every reply as it is: followed, a redirection would take the password elsewhere."""

    def http_response(self, _request: Request, response: HTTPResponse) -> HTTPResponse:
        return response

    https_response = http_response  # type: ignore[assignment]


def _named(content: bytes, ids: set[str]) -> set[str]:
    """Return the ids a store says it has kept; none where it isn't a store that answers."""
    try:
        named = set(map(str, json.loads(content)))
    except (ValueError, TypeError, RecursionError):
        return set()
    return named if named <= ids else set()


def endpoint(url: str) -> str:
    """Return the base address of a store; a bare host gets the usual /xAPI.

    Raises CourseError when it isn't an address, holds a password, or would send one in clear.
    """
    if "@" in url:
        raise CourseError(
            "Ne mettez ni identifiant ni mot de passe dans l'adresse : donnez l'identifiant avec "
            "--identifiant, le mot de passe vous sera demandé."
        )
    found = _ADDRESS.fullmatch(url)
    if not found or int(found["port"] or 0) > 65_535:
        raise CourseError(
            f"« {url} » n'est pas l'adresse d'un entrepôt : elle commence par https:// et se "
            "termine le plus souvent par /xAPI."
        )
    if found["scheme"] == "http" and found["host"] not in _THIS_MACHINE:
        raise CourseError(
            "L'adresse commence par http:// : le mot de passe voyagerait en clair. Demandez à "
            "votre établissement l'adresse en https://."
        )
    path = found["path"].rstrip("/").removesuffix("/statements") or "/xAPI"
    return f"{found['scheme']}://{found['place']}{path}"
