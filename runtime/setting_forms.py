"""The form of a setting, where a type says too little; each check raises its complaint."""

from __future__ import annotations

import ipaddress
import os
import re
import secrets
import tempfile
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from email.utils import getaddresses
from pathlib import Path
from urllib.parse import urlsplit

import marshmallow
import sqlalchemy as sa

from vocabulary import rate_limits, retention
from vocabulary.loopback import is_loopback
from vocabulary.mail_server import server_of
from vocabulary.texts import is_line
from vocabulary.whole_numbers import whole_number

PREFIX = "LINLI_"
#: With this ending a variable names a file that holds the value of a sensitive one.
FILE = "_FILE"
SECRET_SHORTEST = 32
#: Times between tries.
RETRY = marshmallow.validate.Regexp(
    r"^[0-9]+(\.[0-9]+)?(,[0-9]+(\.[0-9]+)?)*$",
    error="Must be seconds with commas between, as 5,30,120.",
)


def check_broker(uri: str) -> None:
    """An address of a message broker."""
    try:
        parts = urlsplit(uri)
        fits = parts.scheme in {"amqp", "amqps"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fits = False
    if not fits:
        raise marshmallow.ValidationError("Must be amqp://user:password@host/vhost, or amqps://.")


def check_database(url: str) -> None:
    """An address of a database."""
    try:
        parts = sa.make_url(url)
    except (ValueError, sa.exc.ArgumentError):
        raise marshmallow.ValidationError(_DATABASE_FORM) from None
    # A database in memory would be another one for each connection.
    if parts.drivername not in _DRIVERS or parts.database in {None, "", ":memory:"}:
        raise marshmallow.ValidationError(_DATABASE_FORM)


def check_origin(origin: str) -> None:
    """The address at which people reach us, as a browser writes it."""
    if _ORIGIN.fullmatch(origin) is None:
        raise marshmallow.ValidationError("Must be https://name, without a path.")


def check_issuer(issuer: str) -> None:
    """A provider of identities."""
    try:
        parts = urlsplit(issuer)
        is_name = parts.scheme == "https" and parts.hostname and not (parts.query or parts.fragment)
        fits = is_name or is_loopback(issuer)
    except ValueError:
        fits = False
    if not fits:
        raise marshmallow.ValidationError("Must be https://name, as the provider writes itself.")


def check_keys(databases: Sequence[str]) -> Callable[[str], None]:
    """Keys for sealing, the newest first; those of a ring name these databases."""
    name = "|".join(databases)
    of_ring = re.compile(f"(?:{name})(?:-to-(?:{name}))?:[0-9a-f]{{64}}")

    def check(text: str) -> None:
        keys = text.split(",")
        if any(key.startswith(_FOR_THE_SCRIPT) for key in keys):
            raise marshmallow.ValidationError(
                "by-service: and operator: are for deploy/new-secrets; take the file that it made "
                "from them, such as secrets/LINLI_ENCRYPTION_KEYS_OPERATOR."
            )
        if len(set(keys)) < len(keys) or any(len(key) < SECRET_SHORTEST for key in keys):
            raise marshmallow.ValidationError(
                f"Must be different keys of at least {SECRET_SHORTEST} characters, with commas between."
            )
        # Badly written, it would be taken for a key of every ring, or of one that nobody has.
        if any(_NAMED_KEY.match(key) and not of_ring.fullmatch(key) for key in keys):
            raise marshmallow.ValidationError(
                "A key with a name must be that of a database, or of two with -to- between, then a "
                "colon and 64 hexadecimal digits in small letters."
            )

    return check


def check_signing_key(text: str) -> None:
    """One half of the gateway's pair of keys."""
    if _SIGNING_KEY.fullmatch(text) is None:
        raise marshmallow.ValidationError("Must be 64 hexadecimal digits.")


#: In the file from which those for the containers are made.
_FOR_THE_SCRIPT = ("by-service:", "operator:")
_NAMED_KEY = re.compile("[A-Za-z-]+:")
_SIGNING_KEY = re.compile(r"[0-9a-f]{64}")


def check_smtp(url: str) -> None:
    """A mail server."""
    try:
        server_of(url)
    except ValueError:
        raise marshmallow.ValidationError(
            "Must be smtp://host:25, smtp://user:password@host:587 or smtps://user:password@host:465."
        ) from None


def check_webhook(url: str) -> None:
    """The address to which messages are sent over HTTP."""
    try:
        parts = urlsplit(url)
        fits = parts.scheme == "https" and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fits = False
    # Messages to it contain a phone and a code that opens an appeal.
    if not fits and not is_loopback(url):
        raise marshmallow.ValidationError("Must be https://…, or http:// on this machine itself.")


def check_sender(sender: str) -> None:
    """The sender of e-mails."""
    found = getaddresses([sender])
    is_one = len(found) == 1 and _SENDER.fullmatch(found[0][1]) is not None
    if not is_one or not is_line(sender):
        raise marshmallow.ValidationError("Must be an address, as 邻里 <linli@example.cn>.")


_SENDER = re.compile(r"[!-;=?A-~]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


def check_origins(text: str) -> None:
    """Pages that may use the interface."""
    if not all(_ORIGIN.fullmatch(origin.strip()) for origin in text.split(",")):
        raise marshmallow.ValidationError(
            "Must be origins with commas between, each as https://host or https://host:port."
        )


#: Lower case as browsers send it, without a path; never `*`, never `null`.
_ORIGIN = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(:[0-9]{1,5})?")


def check_retention(text: str) -> None:
    """Periods of retention."""
    try:
        retention.read(text)
    except retention.RetentionWrong as wrong:
        raise marshmallow.ValidationError(str(wrong)) from None


def check_rate_limits(text: str) -> None:
    """Limits for callers."""
    try:
        rate_limits.read(text)
    except rate_limits.RateLimitsWrong as wrong:
        raise marshmallow.ValidationError(str(wrong)) from None


def check_proxies(text: str) -> None:
    """How many proxies stand before the gateway, or where."""
    number = whole_number(text)
    if number is not None and number <= _PROXIES_MOST:
        return
    try:
        for network in text.split(","):
            ipaddress.ip_network(network.strip())
    except ValueError:
        raise marshmallow.ValidationError(
            f"Must be 0 to {_PROXIES_MOST}, or networks as 10.0.0.0/8 with commas between."
        ) from None


_PROXIES_MOST = 9
_DRIVERS = {"postgresql", "postgresql+psycopg2", "sqlite"}
_DATABASE_FORM = "Must be postgresql://user:password@host/name or sqlite:////path/of/file."


def check_services(known: Sequence[str]) -> Callable[[str], None]:
    """Names of services, with commas between; only these are known."""

    def check(text: str) -> None:
        unknown = words_in(text) - set(known)
        if unknown:
            raise marshmallow.ValidationError(
                f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(known)}"
            )

    return check


def words_in(text: str) -> frozenset[str]:
    """The words of a setting that takes several, with commas between."""
    return frozenset(text.replace(" ", "").split(",")) - {""}


def make_secret(path: Path) -> None:
    """Write a secret of this machine's own, unless one was written meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, made = tempfile.mkstemp(dir=path.parent, prefix=".secret-")
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_urlsafe(48).encode())
    try:
        # Whole or not at all, and the first of two processes wins.
        os.link(made, path)
    except FileExistsError:
        pass
    finally:
        Path(made).unlink()


def read_files(
    given: dict[str, str], sensitive: Iterable[str], *, never_empty: Collection[str]
) -> dict[str, list[str]]:
    """Replace the names of files by their contents; returns the complaints about them."""
    complaints: dict[str, list[str]] = {}
    for name in sorted(one + FILE for one in sensitive if one + FILE in given):
        variable = name.removesuffix(FILE)
        path = given.pop(name)
        if variable in given:
            complaints[name] = [f"{variable} is set too; leave one of them out."]
            continue
        try:
            given[variable] = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as wrong:
            complaints[name] = [f"{path} cannot be read: {type(wrong).__name__}."]
        else:
            if not given[variable]:
                del given[variable]
                if variable in never_empty:
                    complaints[name] = [f"{path} is empty."]
    return complaints


_OPENID = tuple(
    f"{PREFIX}OPENID_{name}" for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET", "NAME")
)


def openid_complaints(given: Mapping[str, str]) -> dict[str, list[str]]:
    """All of these or none; and the address that browsers return to must be known and safe."""
    issuer, *others = _OPENID
    if issuer not in given:
        stray = (*others, f"{PREFIX}OPENID_ASSURANCE")
        return {name: [f"Only with {issuer}."] for name in stray if name in given}
    complaints = {name: [f"Required with {issuer}."] for name in others if name not in given}
    origin = given.get(PREFIX + "PUBLIC_ORIGIN")
    is_tried_here = is_loopback(given[issuer]) and (origin is None or is_loopback(origin))
    if not is_tried_here and not (origin or "").startswith("https://"):
        complaints[PREFIX + "PUBLIC_ORIGIN"] = [f"Must be https://name with {issuer}."]
    return complaints
