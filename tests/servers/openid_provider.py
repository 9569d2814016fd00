"""A throw-away OpenID Connect provider: Canaille, in a process of its own.

Run as a program it serves what a file describes; as a class it starts that
program, and its people are driven through the login form as by a browser.
"""

from __future__ import annotations

import base64
import datetime as dt
import html
import json
import re
import secrets
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self
from urllib.parse import urljoin

import pyotp
import requests
from joserfc.jwk import RSAKey

from tests.servers import programs
from tests.servers.waiting import HasEnded, wait_for

CLIENT_ID, CLIENT_SECRET = "linli-gateway", "a-secret-of-the-client"
PASSWORD = "correct horse battery staple"
_PEOPLE_MOST = 30
#: People of the city's account system, and the secret of their authenticator app there.
PEOPLE = {f"person.{number:02d}": pyotp.random_base32() for number in range(_PEOPLE_MOST)}
_ROOT = Path(__file__).parents[2]
_INPUT = re.compile(r"<input\b[^>]*>", re.DOTALL)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_STEPS_MOST = 12


class OpenIdProvider:
    """Listens on a free port, knows one client and its people; keeps everything in memory."""

    def __init__(self, folder: Path) -> None:
        self.port = programs.free_port()
        self._folder = folder
        self._redirect_uri = ""
        self._process: subprocess.Popen[bytes] | None = None
        self._keys: list[dict[str, Any]] = [_new_key()]
        self._factors = ["password"]
        self._generation = 0
        self._unmet = iter(PEOPLE)

    @property
    def issuer(self) -> str:
        """Its name, which is where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def _log(self) -> Path:
        return self._folder / f"provider-{self.port}.log"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()

    def serve(self, redirect_uri: str) -> None:
        """Listen, and send browsers back to this address only."""
        self._redirect_uri = redirect_uri
        self.start()

    def start(self) -> None:
        """Listen, as before."""
        self._generation += 1
        path = self._folder / f"provider-{self.port}-{self._generation}.json"
        path.write_text(json.dumps(self._described()))
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.servers.openid_provider", str(path)],
                cwd=_ROOT,
                stdout=log,
                stderr=log,
            )
        with programs.ended_if_it_fails(self.remove):
            wait_for(self._listens, 60, "the OpenID provider listens")

    def remove(self) -> None:
        """End it; nothing remains."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def change_keys(self) -> None:
        """Sign with a key that nobody has seen; the older one is gone."""
        self._keys = [_new_key()]
        self._restart()

    def ask_for(self, *factors: str) -> None:
        """Ask people for these proofs from now on."""
        self._factors = list(factors)
        self._restart()

    def newcomer(self) -> str:
        """Somebody whom no other test has: an identity is linked to one account of a system."""
        return next(self._unmet)

    def sign_in(self, browser: requests.Session, address: str, person: str) -> str:
        """Fill the forms in as this person; gives the address that the browser is sent to after."""
        answer = browser.get(address, timeout=20, allow_redirects=False)
        for _ in range(_STEPS_MOST):
            if answer.status_code in _REDIRECTS:
                target = urljoin(answer.url, answer.headers["Location"])
                if target.startswith(self._redirect_uri):
                    return target
                answer = browser.get(target, timeout=20, allow_redirects=False)
                continue
            assert answer.ok, f"{answer.url}: {answer.status_code} {answer.text[:2000]}"
            form = _form_of(answer.text)
            form |= _filled_in(form, person)
            answer = browser.post(answer.url, data=form, timeout=20, allow_redirects=False)
        raise AssertionError(f"no way through the forms: {answer.url} {answer.text[:3000]}")

    def _listens(self) -> bool:
        assert self._process is not None
        if self._process.poll() is not None:
            raise HasEnded(f"the OpenID provider ended: {self._log.read_text()[-3000:]}")
        return programs.listens(self.port)

    def _restart(self) -> None:
        self.remove()
        self.start()

    def _described(self) -> dict[str, Any]:
        return {
            "port": self.port,
            "keys": self._keys,
            "factors": self._factors,
            "redirect_uri": self._redirect_uri,
            "people": PEOPLE,
        }


def _new_key() -> dict[str, Any]:
    return {**RSAKey.generate_key(2048, auto_kid=True).as_dict(private=True)}


def _form_of(page: str) -> dict[str, str]:
    """The fields of the only form of a page, with what stands in them."""
    fields = {}
    for found in _INPUT.findall(page):
        named = dict(re.findall(r'([a-z-]+)="([^"]*)"', found))
        if "name" in named and named.get("type") not in {"submit", "button", "checkbox"}:
            fields[named["name"]] = html.unescape(named.get("value", ""))
    return fields


def _filled_in(form: dict[str, str], person: str) -> dict[str, str]:
    answers: dict[str, Callable[[], str]] = {
        "login": lambda: person,
        "password": lambda: PASSWORD,
        "otp": lambda: _code_of(person),
    }
    filled = {name: answer() for name, answer in answers.items() if name in form}
    return filled or {"answer": "accept"}


def _code_of(person: str) -> str:
    # The provider takes the letters of the secret as the key itself.
    return pyotp.TOTP(base64.b32encode(PEOPLE[person].encode()).decode()).now()


def _serve(path: Path) -> None:
    """Be the provider."""
    from canaille import create_app  # noqa: PLC0415 - only in the process that it is for
    from canaille.app import models  # noqa: PLC0415 - the same
    from canaille.backends.memory.backend import MemoryBackend  # noqa: PLC0415 - the same
    from werkzeug.serving import make_server  # noqa: PLC0415 - the same

    class Memory(MemoryBackend):  # type: ignore[misc]  # the library is untyped
        """Finds what fits in every respect, as the others do; its parent: in any."""

        #: By it the library finds its models.
        __module__ = MemoryBackend.__module__

        def do_query(self, model: Any, *args: Any, **wanted: Any) -> list[Any]:
            found = super().do_query(model, *args, **wanted)
            return [one for one in found if all(_fits(one, *want) for want in wanted.items())]

    said = json.loads(path.read_text())
    config = {
        "SECRET_KEY": secrets.token_urlsafe(32),
        "SERVER_NAME": f"127.0.0.1:{said['port']}",
        "PREFERRED_URL_SCHEME": "http",
        "SESSION_COOKIE_NAME": "provider",
        "CANAILLE": {
            "DATABASE": "memory",
            "JAVASCRIPT": False,
            "HTMX": False,
            "AUTHENTICATION_FACTORS": said["factors"],
        },
        "CANAILLE_OIDC": {"ACTIVE_JWKS": said["keys"], "TRUSTED_DOMAINS": ["127.0.0.1"]},
    }
    app = create_app(config=config, backend=Memory(config))
    with app.app_context():
        _fill(said, models, app.backend)
    make_server("127.0.0.1", said["port"], app, threaded=True).serve_forever()


def _fits(one: Any, attribute: str, wanted: Any) -> bool:
    wishes, values = (
        found if isinstance(found, list) else [found] for found in (wanted, getattr(one, attribute))
    )
    return any(value in wishes for value in values)


def _fill(said: dict[str, Any], models: Any, backend: Any) -> None:
    """Make the people and the client known."""
    for name, secret in said["people"].items():
        person = models.User(
            user_name=name,
            family_name=name,
            emails=[f"{name}@example.org"],
            password=PASSWORD,
            secret_token=secret,
            last_otp_login=dt.datetime(2013, 5, 6, tzinfo=dt.UTC),
        )
        backend.save(person)
    client = models.Client(
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        client_name="Linli",
        client_uri="http://127.0.0.1",
        redirect_uris=[said["redirect_uri"]],
        grant_types=["authorization_code"],
        response_types=["code"],
        scope=["openid"],
        token_endpoint_auth_method="client_secret_basic",
        id_token_signed_response_alg="RS256",
    )
    backend.save(client)
    client.audience = [client]
    backend.save(client)


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
