"""Every setting, read once at the start from environment variables.

Each field says its meaning and default; `docs/operations/settings.md` is
printed from them by `linli contracts settings`.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import marshmallow_dataclass
from marshmallow import fields, validate

from runtime.setting_forms import (
    FILE,
    PREFIX,
    RETRY,
    SECRET_SHORTEST,
    check_broker,
    check_database,
    check_issuer,
    check_keys,
    check_origin,
    check_origins,
    check_proxies,
    check_rate_limits,
    check_retention,
    check_sender,
    check_services,
    check_signing_key,
    check_smtp,
    check_webhook,
    make_secret,
    openid_complaints,
    read_files,
    words_in,
)
from vocabulary import rate_limits, retention
from vocabulary.notices import QUIET_FROM, QUIET_UNTIL

#: Read by `linli contracts topology`, one for each service; not settings of a process.
_OF_BROKER = "LINLI_BROKER_PASSWORD_"
#: The services that own a database.
DATABASES = ("recruitment", "appeals", "volunteers", "incentives", "street", "gateway")
#: An empty file of these would silently be replaced by a value made only on this machine.
_NEVER_EMPTY = frozenset(
    PREFIX + name
    for name in (
        "SECRET",
        "SIGNING_KEY",
        "SIGNING_PUBLIC_KEY",
        "ENCRYPTION_KEYS",
        "AMQP_URI",
        *(f"{db.upper()}_DATABASE_URL" for db in DATABASES),
    )
)
_DAY_SECONDS = 24 * 60 * 60
#: What a sample's mark holds until its past is written.
_PAST_IS_MISSING = "its past is missing\n"
#: Of a request to a service; signatures reach no further ahead (bus/signing.py).
LONGEST_DEADLINE_SECONDS = 600.0


class SettingsWrong(ValueError):  # noqa: N818 - named as the operator reads it
    """One or more environment variables are wrong; lists each."""


def _is_sensitive(name: str) -> bool:
    # Addresses often hold a password.
    return name.endswith(("SECRET", "_URI", "_URL", "_KEY", "_KEYS"))


def _variable(name: str, kind: fields.Field[Any], default: str, meaning: str) -> Any:
    """A field read from `LINLI_«name»`; `default` is in words for the documentation."""
    kind.data_key = PREFIX + name
    kind.required = False
    kind.metadata = {"description": meaning, "default": default}
    return dataclasses.field(
        default=kind.load_default,
        repr=not _is_sensitive(name),
        metadata={"marshmallow_field": kind},
    )


def _text(default: str | None, *checks: Callable[[str], Any]) -> fields.Field[Any]:
    return fields.String(load_default=default, validate=checks)


def _whole(default: int | None, least: int, most: int) -> fields.Field[Any]:
    return fields.Integer(load_default=default, validate=validate.Range(least, most))


def _seconds(default: float, most: float = _DAY_SECONDS) -> fields.Field[Any]:
    return fields.Float(load_default=default, validate=validate.Range(0, most, min_inclusive=False))


_PORT_MOST = 65535


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The value in the environment; empty means the default."""

    amqp_uri: str | None = _variable(
        "AMQP_URI",
        _text(None, check_broker),
        "the embedded broker",
        "RabbitMQ, as amqp://user:password@host/vhost",
    )
    recruitment_database_url: str | None = _variable(
        "RECRUITMENT_DATABASE_URL",
        _text(None, check_database),
        "SQLite in the data folder",
        "surveys, posts, applications and appointments",
    )
    appeals_database_url: str | None = _variable(
        "APPEALS_DATABASE_URL",
        _text(None, check_database),
        "SQLite in the data folder",
        "the register of appeals, as postgresql://user:password@host/name",
    )
    volunteers_database_url: str | None = _variable(
        "VOLUNTEERS_DATABASE_URL",
        _text(None, check_database),
        "SQLite in the data folder",
        "volunteers, teams, activities and hours",
    )
    street_database_url: str | None = _variable(
        "STREET_DATABASE_URL",
        _text(None, check_database),
        "SQLite in the data folder",
        "the street office's read model",
    )
    incentives_database_url: str | None = _variable(
        "INCENTIVES_DATABASE_URL",
        _text(None, check_database),
        "SQLite in the data folder",
        "scorecards, work reports, ratings and honours",
    )
    gateway_database_url: str | None = _variable(
        "GATEWAY_DATABASE_URL",
        _text(None, check_database),
        "SQLite in the data folder",
        "areas and the gateway's copies of reference data",
    )
    given_secret: str | None = _variable(
        "SECRET",
        _text(None, validate.Length(min=SECRET_SHORTEST)),
        "made once in the data folder",
        "at least 32 characters; signs tokens and tracking codes; the gateway needs it with "
        "LINLI_AMQP_URI, the same for every gateway",
    )
    signing_key: str | None = _variable(
        "SIGNING_KEY",
        _text(None, check_signing_key),
        "made at each start of the one process",
        "64 hexadecimal digits; with it the gateway, and nobody else, signs the requests to "
        "services; the gateway needs it with LINLI_AMQP_URI",
    )
    signing_public_key: str | None = _variable(
        "SIGNING_PUBLIC_KEY",
        _text(None, check_signing_key),
        "that of LINLI_SIGNING_KEY",
        "what `linli contracts signing-public-key` prints; by it services know the gateway's "
        "requests; all but the gateway need it with LINLI_AMQP_URI",
    )
    given_encryption_keys: str | None = _variable(
        "ENCRYPTION_KEYS",
        _text(None, check_keys(DATABASES)),
        "made once in the data folder",
        "seal personal data in the databases: one or more keys of at least 32 characters with "
        "commas between, the newest first; required with LINLI_AMQP_URI or a database elsewhere, the "
        "same for every process, or what `deploy/new-secrets` made for it; lost keys are lost data",
    )
    retention_periods: str = _variable(
        "RETENTION_DAYS",
        _text("", check_retention),
        "the periods of `linli retention table`",
        "how many days classes of data are kept, such as contact=180,answer=7; the others as "
        "proposed",
    )
    http_host: str = _variable(
        "HTTP_HOST", _text("127.0.0.1"), "127.0.0.1", "where the gateway listens"
    )
    http_port: int = _variable(
        "HTTP_PORT", _whole(8000, 0, _PORT_MOST), "8000", "where the gateway listens"
    )
    cors_pages: str | None = _variable(
        "CORS_ORIGINS",
        _text(None, check_origins),
        "none",
        "pages of other sites that may call the interface from a browser, such as "
        "https://desk.example.org,https://map.example.org",
    )
    trusts_forwarded_proto: bool = _variable(
        "TRUST_FORWARDED_PROTO",
        fields.Boolean(load_default=False),
        "false",
        "true if the gateway is reachable only through a proxy that ends TLS and sets "
        "X-Forwarded-Proto; browsers are then told to use https only",
    )
    trusted_proxies: str | None = _variable(
        "TRUSTED_PROXIES",
        _text(None, check_proxies),
        "none",
        "the proxies whose X-Forwarded-For the gateway trusts: how many stand before it, or "
        "their networks with commas between, such as 10.0.0.0/8",
    )
    rates: str = _variable(
        "RATE_LIMITS",
        _text("", check_rate_limits),
        "intake=20/60+200/3600,intake_network=100/60+1000/3600,upload=24/60+240/3600,document=60/60,"
        "address=600/60,proof=120/60,failed=120/60,code=120/60,account=1200/60,key=3000/60",
        "how many requests in how many seconds, by kind; `key=off` for no limit of a kind, `off` "
        "alone for none at all; kinds not named keep their limits; the same for every gateway",
    )
    public_origin: str | None = _variable(
        "PUBLIC_ORIGIN",
        _text(None, check_origin),
        "the Host of each request, over http",
        "how browsers reach the gateway, such as https://linli.example.cn; with https its "
        "cookies are sent over https only",
    )
    pages_origin: str | None = _variable(
        "PAGES_ORIGIN",
        _text(None, check_origin),
        "none: messages have no link",
        "where pages for people are, such as https://pages.example.cn, with /track and "
        "/appeals/«id», see docs/guides/notices.md; Linli serves none itself",
    )
    openid_issuer: str | None = _variable(
        "OPENID_ISSUER",
        _text(None, check_issuer, validate.Length(max=500)),
        "none: no such sign-in",
        "the city's account system, such as https://id.example.cn; people then sign in there "
        "too; needs the three settings below, and LINLI_PUBLIC_ORIGIN with https",
    )
    openid_client_id: str | None = _variable(
        "OPENID_CLIENT_ID",
        _text(None),
        "none",
        "the gateway's name there; required with the issuer",
    )
    openid_client_secret: str | None = _variable(
        "OPENID_CLIENT_SECRET", _text(None), "none", "required with the issuer"
    )
    openid_name: str | None = _variable(
        "OPENID_NAME",
        _text(None, validate.Length(max=60)),
        "none",
        "its public name, such as 南山区统一身份认证; required with the issuer",
    )
    openid_assurance_words: str = _variable(
        "OPENID_ASSURANCE",
        _text(""),
        "none: the account's own second factor is always asked for",
        "values of acr or amr, with commas between, such as mfa,otp, by which it says that it "
        "asked for a second factor; sent as acr_values too",
    )
    health_host: str = _variable(
        "HEALTH_HOST",
        _text("127.0.0.1"),
        "127.0.0.1",
        "where /healthz, /readyz and /metrics of a process answer",
    )
    health_port: int | None = _variable(
        "HEALTH_PORT",
        _whole(None, 1, _PORT_MOST),
        "none: only on the gateway",
        "port for the same; with it the gateway's public port answers only /healthz",
    )
    data_dir_name: str = _variable(
        "DATA_DIR", _text("data"), "./data", "folder of the embedded default"
    )
    absent_names: str = _variable(
        "ABSENT_SERVICES",
        fields.String(load_default="", validate=check_services(DATABASES)),
        "none",
        "Services that this installation does not run, with commas between: others do not wait "
        "for their events.",
    )
    font_folder_name: str | None = _variable(
        "FONT_FOLDER",
        _text(None),
        "none",
        "folder with more fonts for printed documents, so that rare characters of names print",
    )
    attachments_image_mb: int = _variable(
        "ATTACHMENTS_IMAGE_MB", _whole(10, 1, 50), "10", "largest picture or PDF that is taken"
    )
    attachments_audio_mb: int = _variable(
        "ATTACHMENTS_AUDIO_MB", _whole(20, 1, 100), "20", "largest sound recording that is taken"
    )
    attachments_video_mb: int = _variable(
        "ATTACHMENTS_VIDEO_MB", _whole(50, 1, 200), "50", "largest film that is taken"
    )
    clamd_address: str | None = _variable(
        "CLAMD_ADDRESS",
        _text(
            None,
            validate.Regexp(r"^[A-Za-z0-9.-]+:[0-9]{1,5}$", error="Must be host:port."),
        ),
        "none: files are not searched for viruses",
        "the ClamAV daemon that checks every attachment, such as host:3310",
    )
    attachments_s3_endpoint: str | None = _variable(
        "ATTACHMENTS_S3_ENDPOINT",
        _text(None, validate.URL(schemes={"http", "https"}, require_tld=False)),
        "none",
        "S3-compatible store of attachments, such as https://host; required with the bucket",
    )
    attachments_s3_bucket: str | None = _variable(
        "ATTACHMENTS_S3_BUCKET",
        _text(None),
        "none: the data folder",
        "bucket of the attachments; it must exist, and several gateways need one",
    )
    attachments_s3_access_key: str | None = _variable(
        "ATTACHMENTS_S3_ACCESS_KEY", _text(None), "none", "required with the bucket"
    )
    attachments_s3_secret_key: str | None = _variable(
        "ATTACHMENTS_S3_SECRET_KEY", _text(None), "none", "required with the bucket"
    )
    attachments_s3_region: str = _variable(
        "ATTACHMENTS_S3_REGION", _text("us-east-1"), "us-east-1", "region of the bucket"
    )
    attachments_s3_addressing: str = _variable(
        "ATTACHMENTS_S3_ADDRESSING",
        _text("path", validate.OneOf(["path", "virtual"])),
        "path",
        "path, or virtual where the store wants the bucket in the host's name",
    )
    smtp_url: str | None = _variable(
        "SMTP_URL",
        _text(None, check_smtp),
        "none: no e-mail is sent",
        "the mail server for notices, as smtp://user:password@host:587 (STARTTLS), "
        "smtps://user:password@host:465 or smtp://localhost:25",
    )
    mail_from: str | None = _variable(
        "MAIL_FROM",
        _text(None, check_sender),
        "none",
        "sender of e-mails, such as 邻里 <linli@example.cn>; required with LINLI_SMTP_URL",
    )
    notice_webhook_url: str | None = _variable(
        "NOTICE_WEBHOOK_URL",
        _text(None, check_webhook),
        "none: no text message is sent",
        "the SMS or WeChat gateway that takes notices, over https unless it is on this machine, "
        "see docs/guides/notices.md",
    )
    notice_webhook_secret: str | None = _variable(
        "NOTICE_WEBHOOK_SECRET",
        _text(None, validate.Length(min=SECRET_SHORTEST)),
        "none",
        "at least 32 characters; signs the messages sent there; required with the address",
    )
    notice_quiet: str = _variable(
        "NOTICE_QUIET_HOURS",
        _text(
            f"{QUIET_FROM}-{QUIET_UNTIL}",
            validate.Regexp(
                r"^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$",
                error="Must be two times, as 21:00-08:00.",
            ),
        ),
        f"{QUIET_FROM}-{QUIET_UNTIL}",
        "quiet hours of applicants, Asia/Shanghai; two equal times: none; accounts choose their "
        "own",
    )
    notice_retry_pauses: str = _variable(
        "NOTICE_RETRY_SECONDS",
        _text("60,300,1800,7200,21600,43200,86400", RETRY),
        "60,300,1800,7200,21600,43200,86400",
        "pauses between the attempts to send a notice, in seconds; after the last it has failed",
    )
    log_level: str = _variable(
        "LOG_LEVEL",
        _text("info", validate.OneOf(["debug", "info", "warning", "error"])),
        "info",
        "debug, info, warning or error",
    )
    log_format: str = _variable(
        "LOG_FORMAT",
        _text("json", validate.OneOf(["json", "text"])),
        "json",
        "json, or text for reading at a terminal",
    )
    amqp_declare: bool = _variable(
        "AMQP_DECLARE",
        fields.Boolean(load_default=True),
        "true",
        "false where the broker's definitions come from the file and services may not declare",
    )
    feed_gb: int = _variable(
        "FEED_GB",
        _whole(10, 1, 10_000),
        "10",
        "how many gigabytes of newest events the stream street.feed keeps, by `linli contracts "
        "topology`; the databases keep all",
    )
    amqp_heartbeat_seconds: int = _variable(
        "AMQP_HEARTBEAT_SECONDS",
        _whole(10, 1, 600),
        "10",
        "after two silent beats a connection counts as lost",
    )
    amqp_ssl_ca: str | None = _variable(
        "AMQP_SSL_CA",
        _text(None),
        "none",
        "file with the certificate authority of an amqps:// broker, whose host name is checked",
    )
    rpc_deadline_seconds: float = _variable(
        "RPC_DEADLINE_SECONDS",
        _seconds(5.0, LONGEST_DEADLINE_SECONDS),
        "5",
        "the longest a person waits for an answer; at most 600",
    )
    publish_seconds: float = _variable(
        "PUBLISH_SECONDS",
        _seconds(5.0),
        "5",
        "how long the gateway waits for the broker to confirm an appeal",
    )
    retry_pauses: str = _variable(
        "RETRY_SECONDS",
        _text("5,30,120,600,3600,21600", RETRY),
        "5,30,120,600,3600,21600",
        "pauses between the attempts of a failing message, in seconds; after the last it is dead",
    )
    compare_seconds: float = _variable(
        "COMPARE_SECONDS",
        _seconds(60.0),
        "60",
        "how often a service compares what it heard with the logs of the others",
    )
    hang_seconds: float = _variable(
        "HANG_SECONDS",
        _seconds(30.0),
        "30",
        "a process whose loop has not turned for so long ends, with a stack in its log",
    )
    stop_seconds: float = _variable(
        "STOP_SECONDS", _seconds(20.0), "20", "how long a stopping process waits for work in flight"
    )
    checks_answers: bool = _variable(
        "CHECK_ANSWERS",
        fields.Boolean(load_default=False),
        "no",
        "for development: whether a service's answer is compared with its declaration before it "
        "is passed on",
    )
    failpoint: str | None = _variable(
        "FAILPOINT",
        _text(None),
        "none",
        "for fault tests: the process dies at a named place, such as after_commit:3",
    )

    @property
    def is_embedded(self) -> bool:
        """Whether broker and services live in this one process."""
        return self.amqp_uri is None

    @property
    def cors_origins(self) -> frozenset[str]:
        """Pages of other sites that may call the interface."""
        return words_in(self.cors_pages or "")

    @property
    def openid_assurance(self) -> frozenset[str]:
        """Words with which the city's account system says that it asked for a second factor."""
        return words_in(self.openid_assurance_words)

    @property
    def absent_services(self) -> frozenset[str]:
        """The services that this installation does not run."""
        return words_in(self.absent_names)

    @property
    def databases(self) -> tuple[str, ...]:
        """The databases of the services that it runs."""
        return tuple(name for name in DATABASES if name not in self.absent_services)

    @property
    def font_folder(self) -> Path | None:
        """The folder with more fonts."""
        return None if self.font_folder_name is None else Path(self.font_folder_name)

    @property
    def data_dir(self) -> Path:
        """Folder of the embedded default."""
        return Path(self.data_dir_name)

    @property
    def attachments_dir(self) -> Path:
        """Where attachments are received, and kept unless a bucket is named."""
        return self.data_dir / "attachments"

    @property
    def retry_seconds(self) -> tuple[float, ...]:
        """Pauses between the attempts of a failing message."""
        return tuple(float(pause) for pause in self.retry_pauses.split(","))

    @property
    def notice_quiet_hours(self) -> tuple[dt.time, dt.time]:
        """The quiet hours of applicants: start and end."""
        begins, ends = (dt.time.fromisoformat(time) for time in self.notice_quiet.split("-"))
        return begins, ends

    @property
    def notice_retry_seconds(self) -> tuple[float, ...]:
        """Pauses between the attempts to send a notice."""
        return tuple(float(pause) for pause in self.notice_retry_pauses.split(","))

    @property
    def retention_days(self) -> dict[str, int]:
        """How long each class of data is kept; a demo keeps its sample, which is old from the start."""
        return retention.read(self.retention_periods, keeps_sample=self.is_demo)

    @property
    def is_demo(self) -> bool:
        """Whether it is the demo that is served: one process, and a folder that holds the sample."""
        return self.is_embedded and self._sample_mark.exists()

    @property
    def _sample_mark(self) -> Path:
        return self.data_dir / "sample"

    @property
    def lacks_its_past(self) -> bool:
        """Whether the demo's years before its own day are still to be written."""
        return self.is_demo and self._sample_mark.stat().st_size > 0

    def keep_sample(self) -> None:
        """Keep the sample in this data folder from now on, for every process that serves it."""
        self.data_dir.mkdir(parents=True, exist_ok=True)
        if not self._sample_mark.exists():
            self._sample_mark.write_text(_PAST_IS_MISSING)

    def tell_whole(self, whole: bool) -> None:  # noqa: FBT001 - called with an answer
        """Keep beside a demo's sample whether it is whole."""
        if self.is_demo:
            self._sample_mark.write_text("" if whole else _PAST_IS_MISSING)

    @property
    def rate_limits(self) -> rate_limits.Limits:
        """How often a caller may call."""
        return rate_limits.read(self.rates)

    def has_database(self, name: str) -> bool:
        """Whether a database is given for a service."""
        return getattr(self, f"{name}_database_url") is not None

    def database_url(self, name: str) -> str:
        """The database of a service; SQLite in the data folder where none is given.

        Raises:
            SettingsWrong: with a broker, it must be given: no other process would see the file.
        """
        given: str | None = getattr(self, f"{name}_database_url")
        if given is None:
            if not self.is_embedded:
                raise SettingsWrong(
                    f"LINLI_{name.upper()}_DATABASE_URL='': Not given to this process. With Compose, "
                    "`docker compose run --rm migrate …` runs a command that needs all databases."
                )
            return f"sqlite:///{(self.data_dir / f'{name}.db').absolute()}"
        return given

    @cached_property
    def secret(self) -> bytes:
        """The key that signs tokens and tracking codes; made at the first use if not given.

        Raises:
            SettingsWrong: the file in the data folder holds no key; or with a broker none is
                given: what this process signed, no gateway would know.
        """
        if self.given_secret is not None:
            return self.given_secret.encode()
        if not self.is_embedded:
            raise SettingsWrong("LINLI_SECRET='': Not given to this process; the gateway has it.")
        return _kept_secret(self.data_dir / "secret")

    @cached_property
    def encryption_keys(self) -> tuple[str, ...]:
        """The keys that seal personal data, the newest first; one is made if none is given.

        Raises:
            SettingsWrong: the file in the data folder holds no key; or there are
                databases elsewhere, and a key made here would be known only here.
        """
        if self.given_encryption_keys is not None:
            return tuple(self.given_encryption_keys.split(","))
        if any(getattr(self, f"{name}_database_url") for name in DATABASES):
            raise SettingsWrong("LINLI_ENCRYPTION_KEYS='': Required with a database of its own.")
        return (_kept_secret(self.data_dir / "encryption-key").decode(),)


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the environment.

    Raises:
        SettingsWrong: with a line for every variable that is wrong.
    """
    environ = os.environ if environ is None else environ
    given = {
        name: value
        for name, value in environ.items()
        if name.startswith(PREFIX) and value and not name.startswith(_OF_BROKER)
    }
    sensitive = {name for name, _, _ in table() if _is_sensitive(name)}
    unread = read_files(given, sensitive, never_empty=_NEVER_EMPTY)
    complaints = dict(_SCHEMA.validate(given)) | unread
    if PREFIX + "AMQP_URI" in given:
        if PREFIX + "ENCRYPTION_KEYS" not in given:
            complaints[PREFIX + "ENCRYPTION_KEYS"] = ["Required with LINLI_AMQP_URI."]
        if given.keys().isdisjoint({PREFIX + "SIGNING_KEY", PREFIX + "SIGNING_PUBLIC_KEY"}):
            complaints[PREFIX + "SIGNING_PUBLIC_KEY"] = ["Required with LINLI_AMQP_URI."]
    if PREFIX + "ATTACHMENTS_S3_BUCKET" in given:
        for name in ("ENDPOINT", "ACCESS_KEY", "SECRET_KEY"):
            variable = f"{PREFIX}ATTACHMENTS_S3_{name}"
            if variable not in given:
                complaints[variable] = ["Required with LINLI_ATTACHMENTS_S3_BUCKET."]
    complaints = openid_complaints(given) | complaints
    for name, needed in (
        ("SMTP_URL", "MAIL_FROM"),
        ("NOTICE_WEBHOOK_URL", "NOTICE_WEBHOOK_SECRET"),
    ):
        if PREFIX + name in given.keys() - complaints and PREFIX + needed not in given:
            complaints[PREFIX + needed] = [f"Required with {PREFIX}{name}."]
    if complaints:
        raise SettingsWrong(_explained(given, complaints))
    settings: Settings = _SCHEMA.load(given)
    return settings


def broker_passwords(
    services: Iterable[str], environ: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The password of each service's user of the broker, for `linli contracts topology`.

    Each comes from `LINLI_BROKER_PASSWORD_«SERVICE»`, or from the file that this names with
    the ending `_FILE`.

    Raises:
        SettingsWrong: with a line for every one that is missing or cannot be read.
    """
    environ = os.environ if environ is None else environ
    variables = {name: _OF_BROKER + name.replace("-", "_").upper() for name in services}
    wanted = {one + ending for one in variables.values() for ending in ("", FILE)}
    given = {name: value for name, value in environ.items() if name in wanted and value}
    complaints = read_files(given, variables.values(), never_empty=variables.values())
    for name in variables.values():
        if name not in given and name + FILE not in complaints:
            complaints[name] = ["Required, or the name of its file with the ending _FILE."]
    if complaints:
        raise SettingsWrong(_explained(given, complaints))
    return {service: given[name] for service, name in variables.items()}


def table() -> list[tuple[str, str, str]]:
    """Variable, default in words and meaning of every setting, for the documentation."""
    return [
        (field.data_key or "", field.metadata["default"], field.metadata["description"])
        for field in _SCHEMA.fields.values()
    ]


def _explained(given: Mapping[str, str], complaints: Mapping[str, list[str]]) -> str:
    known = {variable for variable, _, _ in table()}
    lines = []
    for name, messages in sorted(complaints.items()):
        reason = " ".join(messages).replace("Unknown field.", "Not a setting of Linli.")
        # An unknown variable may hold a password too.
        shown = given.get(name, "") if name in known and not _is_sensitive(name) else "…"
        lines.append(f"{name}={shown!r}: {reason}")
    return "\n".join(lines)


def _kept_secret(path: Path) -> bytes:
    if not path.exists():
        make_secret(path)
    secret = path.read_bytes()
    if len(secret) < SECRET_SHORTEST:
        raise SettingsWrong(f"{path}: holds no secret of {SECRET_SHORTEST} characters; remove it.")
    return secret


_SCHEMA = marshmallow_dataclass.class_schema(Settings)()
