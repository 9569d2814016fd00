from __future__ import annotations

import threading
from pathlib import Path

import pytest

from runtime import settings
from runtime.setting_forms import PREFIX
from runtime.settings import SettingsWrong

_SECRET = "a secret of thirty-two characters"
_SIGNING = "5e" * 32
_KEYS = "the newest key of the deployment,an older key of the deployment.."


def _refusal(environ: dict[str, str]) -> str:
    with pytest.raises(SettingsWrong) as refused:
        settings.load(environ)
    return str(refused.value)


def test_nothing_set_is_the_embedded_default() -> None:
    found = settings.load({})

    assert found.is_embedded
    assert (found.http_host, found.http_port) == ("127.0.0.1", 8000)
    assert found.database_url("appeals") == f"sqlite:///{Path('data/appeals.db').absolute()}"


def test_an_empty_variable_means_the_default() -> None:
    """Compose files pass unset variables on as empty ones."""
    assert settings.load({"LINLI_AMQP_URI": "", "LINLI_HTTP_PORT": ""}) == settings.load({})


def test_other_programs_variables_are_not_ours() -> None:
    assert settings.load({"PATH": "/bin", "LINLICH": "x"}) == settings.load({})


def test_what_is_set_counts() -> None:
    found = settings.load(
        {
            "LINLI_AMQP_URI": "amqp://linli:pw@broker/linli",
            "LINLI_SECRET": _SECRET,
            "LINLI_SIGNING_KEY": _SIGNING,
            "LINLI_ENCRYPTION_KEYS": _KEYS,
            "LINLI_APPEALS_DATABASE_URL": "postgresql://linli:pw@db/appeals",
            "LINLI_HTTP_PORT": "8080",
            "LINLI_AMQP_DECLARE": "false",
            "LINLI_RETRY_SECONDS": "0.5,30",
        }
    )

    assert not found.is_embedded
    assert found.secret == _SECRET.encode()
    assert found.encryption_keys == tuple(_KEYS.split(","))
    assert found.database_url("appeals") == "postgresql://linli:pw@db/appeals"
    assert (found.http_port, found.amqp_declare) == (8080, False)
    assert found.retry_seconds == (0.5, 30.0)


_WRONG = {
    "LINLI_AMQP_URI": "http://broker",
    "LINLI_APPEALS_DATABASE_URL": "mysql://db/appeals",
    "LINLI_STREET_DATABASE_URL": "postgresql://db:port/street",
    "LINLI_GATEWAY_DATABASE_URL": "sqlite://",
    "LINLI_SECRET": "too short",
    "LINLI_ENCRYPTION_KEYS": f"{_SECRET},{_SECRET}",
    "LINLI_SIGNING_KEY": _SECRET,
    "LINLI_SIGNING_PUBLIC_KEY": "5E" * 32,
    "LINLI_RETENTION_DAYS": "contact=tomorrow",
    "LINLI_RATE_LIMITS": "intake=often",
    "LINLI_HTTP_PORT": "99999",
    "LINLI_HEALTH_PORT": "http",
    "LINLI_LOG_LEVEL": "loud",
    "LINLI_LOG_FORMAT": "xml",
    "LINLI_AMQP_DECLARE": "perhaps",
    "LINLI_AMQP_HEARTBEAT_SECONDS": "0",
    "LINLI_RPC_DEADLINE_SECONDS": "601",
    "LINLI_PUBLISH_SECONDS": "nan",
    "LINLI_STOP_SECONDS": "1e300",
    "LINLI_RETRY_SECONDS": "5;30",
    "LINLI_ATTACHMENTS_IMAGE_MB": "51",
    "LINLI_ATTACHMENTS_S3_ENDPOINT": "s3.example.cn",
    "LINLI_ATTACHMENTS_S3_ADDRESSING": "somehow",
    "LINLI_CLAMD_ADDRESS": "3310",
    "LINLI_SMTP_URL": "smtp://user:password@host?starttls=never",
    "LINLI_MAIL_FROM": "nobody",
    "LINLI_NOTICE_WEBHOOK_URL": "sms.example.cn",
    "LINLI_PAGES_ORIGIN": "https://pages.example.cn/linli",
    "LINLI_NOTICE_WEBHOOK_SECRET": "short",
    "LINLI_NOTICE_QUIET_HOURS": "21-8",
    "LINLI_NOTICE_RETRY_SECONDS": "soon",
}


def test_pages_of_elsewhere_are_named_one_by_one() -> None:
    named = "https://desk.example.org, http://127.0.0.1:5173"

    assert settings.load({"LINLI_CORS_ORIGINS": named}).cors_origins == {
        "https://desk.example.org",
        "http://127.0.0.1:5173",
    }
    assert settings.load({}).cors_origins == frozenset()


@pytest.mark.parametrize(
    "named", ["*", "null", "https://*.example.org", "https://a.org/", "a.org", "https://A.org", ","]
)
def test_no_more_than_named_pages_can_be_let_in(named: str) -> None:
    assert "LINLI_CORS_ORIGINS" in _refusal({"LINLI_CORS_ORIGINS": named})


def test_every_wrong_variable_is_named_at_once() -> None:
    lines = _refusal(_WRONG | {"LINLI_HTTP_PROT": "8000"}).splitlines()

    named = [line.partition("=")[0] for line in lines]
    assert named == sorted([*_WRONG, "LINLI_HTTP_PROT"])
    assert any(line.startswith("LINLI_HTTP_PORT='99999': Must be greater") for line in lines)


@pytest.mark.parametrize("name", sorted(_WRONG))
def test_one_wrong_variable_is_enough(name: str) -> None:
    environ = {"LINLI_SECRET": _SECRET, "LINLI_ENCRYPTION_KEYS": _KEYS, name: _WRONG[name]}

    assert _refusal(environ).startswith(f"{name}=")


def test_a_misspelt_variable_is_refused() -> None:
    """It would silently change nothing otherwise."""
    assert _refusal({"LINLI_HTTP_PROT": "8000"}) == "LINLI_HTTP_PROT='…': Not a setting of Linli."


def test_a_broker_needs_keys_that_are_shared() -> None:
    """Each process would sign or seal with its own, and none could read the others."""
    refusal = _refusal({"LINLI_AMQP_URI": "amqp://broker", "LINLI_HTTP_PORT": "x"})

    assert "LINLI_SIGNING_PUBLIC_KEY='…': Required with LINLI_AMQP_URI" in refusal
    assert "LINLI_ENCRYPTION_KEYS='…': Required with LINLI_AMQP_URI" in refusal
    assert "LINLI_HTTP_PORT='x'" in refusal


def test_a_bucket_needs_its_address_and_keys() -> None:
    """Half a setting would put attachments somewhere that nobody expects."""
    refusal = _refusal(
        {"LINLI_ATTACHMENTS_S3_BUCKET": "linli", "LINLI_ATTACHMENTS_S3_SECRET_KEY": "geheim"}
    )

    named = [line.partition("=")[0] for line in refusal.splitlines()]
    assert named == ["LINLI_ATTACHMENTS_S3_ACCESS_KEY", "LINLI_ATTACHMENTS_S3_ENDPOINT"]


_OPENID = {
    "LINLI_OPENID_ISSUER": "https://id.example.cn",
    "LINLI_OPENID_CLIENT_ID": "linli",
    "LINLI_OPENID_CLIENT_SECRET": "geheim",
    "LINLI_OPENID_NAME": "统一身份认证",
    "LINLI_PUBLIC_ORIGIN": "https://linli.example.cn",
}


def test_a_provider_of_identities_is_set_up_whole() -> None:
    found = settings.load(_OPENID | {"LINLI_OPENID_ASSURANCE": "mfa, otp"})

    assert found.openid_assurance == {"mfa", "otp"}
    assert settings.load(_OPENID).openid_assurance == frozenset()
    assert "geheim" not in repr(found)
    assert _SIGNING not in repr(found)


@pytest.mark.parametrize("left_out", sorted(_OPENID))
def test_half_a_provider_is_refused(left_out: str) -> None:
    """Half a setting would let people in otherwise than their operator believes."""
    refusal = _refusal({name: value for name, value in _OPENID.items() if name != left_out})

    assert "geheim" not in refusal
    named = {line.partition("=")[0] for line in refusal.splitlines()}
    issuer = "LINLI_OPENID_ISSUER"
    assert named == (
        {name for name in _OPENID if "OPENID" in name} - {issuer}
        if left_out == issuer
        else {left_out}
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LINLI_OPENID_ISSUER", "http://id.example.cn"),
        ("LINLI_OPENID_ISSUER", "id.example.cn"),
        ("LINLI_OPENID_ISSUER", "https://[id"),
        ("LINLI_PUBLIC_ORIGIN", "http://linli.example.cn"),
    ],
)
def test_nobody_on_the_way_reads_or_changes_who_somebody_is(name: str, value: str) -> None:
    assert f"{name}=" in _refusal(_OPENID | {name: value})


def test_a_provider_on_this_machine_may_be_tried_without_tls() -> None:
    here = _OPENID | {"LINLI_OPENID_ISSUER": "http://127.0.0.1:8080"}
    del here["LINLI_PUBLIC_ORIGIN"]

    assert settings.load(here).openid_issuer == "http://127.0.0.1:8080"


def test_a_mail_server_needs_a_sender_and_a_webhook_its_secret() -> None:
    refusal = _refusal(
        {
            "LINLI_SMTP_URL": "smtp://localhost",
            "LINLI_NOTICE_WEBHOOK_URL": "https://sms.example.cn/linli",
        }
    )

    named = [line.partition("=")[0] for line in refusal.splitlines()]
    assert named == ["LINLI_MAIL_FROM", "LINLI_NOTICE_WEBHOOK_SECRET"]


@pytest.mark.parametrize(
    "url", ["https://sms.example.cn/linli", "http://127.0.0.1:9000/linli", "http://localhost/x"]
)
def test_messages_leave_this_machine_over_tls(url: str) -> None:
    named = {"LINLI_NOTICE_WEBHOOK_URL": url, "LINLI_NOTICE_WEBHOOK_SECRET": _SECRET}

    assert settings.load(named).notice_webhook_url == url


@pytest.mark.parametrize(
    "url", ["http://sms.example.cn/linli", "http://10.0.0.9", "https://", "ftp://127.0.0.1/x"]
)
def test_a_phone_travels_in_the_open_to_nobody(url: str) -> None:
    named = {"LINLI_NOTICE_WEBHOOK_URL": url, "LINLI_NOTICE_WEBHOOK_SECRET": _SECRET}

    assert _refusal(named).startswith("LINLI_NOTICE_WEBHOOK_URL=")


@pytest.mark.parametrize("sender", ["linli@example.cn", "邻里 <linli@example.cn>"])
def test_a_sender_may_have_a_name(sender: str) -> None:
    found = settings.load({"LINLI_SMTP_URL": "smtp://localhost", "LINLI_MAIL_FROM": sender})

    assert found.mail_from == sender


@pytest.mark.parametrize("sender", ["a@b.cn\nBcc: c@d.cn", "<a@b.cn>, <c@d.cn>"])
def test_a_sender_is_one(sender: str) -> None:
    assert "LINLI_MAIL_FROM" in _refusal({"LINLI_MAIL_FROM": sender})


def test_a_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    """In the environment every program of the same user could read it."""
    path = tmp_path / "secret"
    path.write_text("s" * 32 + "\n")

    assert settings.load({"LINLI_SECRET_FILE": str(path)}).secret == b"s" * 32


def test_a_file_with_a_secret_must_hold_one(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    wrong = {
        "LINLI_SECRET_FILE": str(tmp_path / "empty"),
        "LINLI_ENCRYPTION_KEYS_FILE": str(tmp_path / "nowhere"),
        "LINLI_SMTP_URL": "smtp://localhost:25",
        "LINLI_SMTP_URL_FILE": str(tmp_path / "empty"),
        "LINLI_LOG_LEVEL_FILE": str(tmp_path / "empty"),
    }

    with pytest.raises(SettingsWrong) as refusal:
        settings.load(wrong)

    said = str(refusal.value)
    assert all(name in said for name in wrong if name.endswith("_FILE"))
    assert "LINLI_SMTP_URL is set too" in said
    assert "LINLI_LOG_LEVEL_FILE='…': Not a setting of Linli." in said


def test_an_empty_file_of_what_may_be_left_out_is_none(tmp_path: Path) -> None:
    """Compose gives a container every file by name, also of what an installation does not use."""
    (tmp_path / "empty").write_text("\n")
    names = ("SMTP_URL", "NOTICE_WEBHOOK_URL", "NOTICE_WEBHOOK_SECRET", "OPENID_CLIENT_SECRET")

    found = settings.load({f"LINLI_{name}_FILE": str(tmp_path / "empty") for name in names})

    assert found == settings.load({})


@pytest.mark.parametrize("name", ["AMQP_URI", "APPEALS_DATABASE_URL", "ENCRYPTION_KEYS", "SECRET"])
def test_an_empty_file_never_stands_for_what_is_made_here(tmp_path: Path, name: str) -> None:
    """A service would go on with a database, a broker or keys of its own."""
    (tmp_path / "empty").touch()

    refusal = _refusal({f"LINLI_{name}_FILE": str(tmp_path / "empty")})

    assert f"{tmp_path / 'empty'} is empty" in refusal


def test_passwords_of_the_broker_may_lie_in_files(tmp_path: Path) -> None:
    (tmp_path / "intake").write_text("geheim\n")
    given = {
        "LINLI_BROKER_PASSWORD_STREET": "offen",
        "LINLI_BROKER_PASSWORD_APPEALS_INTAKE_FILE": str(tmp_path / "intake"),
    }

    found = settings.broker_passwords(["street", "appeals-intake"], given)

    assert found == {"street": "offen", "appeals-intake": "geheim"}


def test_every_password_of_the_broker_that_is_missing_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    given = {
        "LINLI_BROKER_PASSWORD_STREET_FILE": str(tmp_path / "empty"),
        "LINLI_BROKER_PASSWORD_APPEALS": "geheim",
        "LINLI_BROKER_PASSWORD_APPEALS_FILE": str(tmp_path / "empty"),
    }

    with pytest.raises(SettingsWrong) as refusal:
        settings.broker_passwords(["street", "appeals", "gateway"], given)

    said = str(refusal.value)
    assert [line.partition("=")[0] for line in said.splitlines()] == [
        "LINLI_BROKER_PASSWORD_APPEALS_FILE",
        "LINLI_BROKER_PASSWORD_GATEWAY",
        "LINLI_BROKER_PASSWORD_STREET_FILE",
    ]
    assert "geheim" not in said


def test_passwords_are_shown_nowhere() -> None:
    address = "amqp://linli:geheim@broker:port/"
    urls = {"LINLI_STREET_DATABASE_URL": "postgresql://u:geheim@db:port/x"}
    refusal = _refusal({"LINLI_AMQP_URI": address, "LINLI_DB_PASSWORD": "geheim"} | urls)
    found = settings.load(
        {
            "LINLI_AMQP_URI": "amqp://linli:geheim@broker",
            "LINLI_SECRET": "geheim" * 9,
            "LINLI_SIGNING_KEY": _SIGNING,
            "LINLI_ENCRYPTION_KEYS": "geheim" * 8,
            "LINLI_STREET_DATABASE_URL": "postgresql://u:geheim@db/x",
            "LINLI_ATTACHMENTS_S3_SECRET_KEY": "geheim",
        }
    )

    assert "geheim" not in refusal
    assert "geheim" not in repr(found)


@pytest.mark.parametrize("form", ["by-service:", "operator:"])
def test_what_keys_are_made_from_is_no_key(form: str) -> None:
    """A process would seal with it, and no other one could read that."""
    with pytest.raises(SettingsWrong, match="are for deploy/new-secrets") as refused:
        settings.load({"LINLI_ENCRYPTION_KEYS": f"{_SECRET},{form}{_SECRET}"})

    assert _SECRET not in str(refused.value)


@pytest.mark.parametrize(
    "key",
    [
        "appeals:" + "a" * 63,
        "appeals:" + "A" * 64,
        "appeal:" + "a" * 64,
        "Appeals:" + "a" * 64,
        "gateway-to-appeal:" + "a" * 64,
        "gateway-to-appeals-to-street:" + "a" * 64,
    ],
)
def test_a_key_with_a_name_is_that_of_a_ring(key: str) -> None:
    """As one without a name it would be everybody's, and nobody would know."""
    with pytest.raises(SettingsWrong, match="A key with a name") as refused:
        settings.load({"LINLI_ENCRYPTION_KEYS": f"{_SECRET},{key}"})

    assert "aaa" not in str(refused.value).lower()
    for ring in ("appeals", "gateway-to-appeals"):
        settings.load({"LINLI_ENCRYPTION_KEYS": f"{ring}:{'a' * 64}"})


def test_brokers_passwords_are_no_settings_of_a_process() -> None:
    assert settings.load({"LINLI_BROKER_PASSWORD_STREET": "x"}) == settings.load({})


def test_a_database_elsewhere_is_not_sealed_with_a_key_made_here(tmp_path: Path) -> None:
    """Another process would make another key, and none could read the other's texts."""
    environ = {
        "LINLI_DATA_DIR": str(tmp_path),
        "LINLI_APPEALS_DATABASE_URL": "postgresql://linli:pw@db/appeals",
    }

    with pytest.raises(SettingsWrong, match="LINLI_ENCRYPTION_KEYS"):
        _ = settings.load(environ).encryption_keys

    assert list(tmp_path.iterdir()) == []


def test_periods_are_those_of_the_deployment(tmp_path: Path) -> None:
    environ = {"LINLI_DATA_DIR": str(tmp_path), "LINLI_RETENTION_DAYS": "contact=180"}

    days = settings.load(environ).retention_days

    assert (days["contact"], days["answer"]) == (180, 30)


def test_a_folder_with_the_sample_keeps_it(tmp_path: Path) -> None:
    """The sample is of 2012 to 2014; the clock that cleans found it old within the hour."""
    environ = {"LINLI_DATA_DIR": str(tmp_path / "data"), "LINLI_RETENTION_DAYS": "sign_in=30"}
    settings.load(environ).keep_sample()

    days = settings.load(environ).retention_days

    assert days.pop("sign_in") == 30
    assert set(days.values()) == {36500}


def test_a_sample_lacks_its_past_until_it_was_written_once(tmp_path: Path) -> None:
    """A play that was interrupted is still to be finished; one over a whole sample is not."""
    given = settings.load({"LINLI_DATA_DIR": str(tmp_path / "data")})
    assert not given.lacks_its_past

    for _ in range(2):
        given.keep_sample()
        assert given.lacks_its_past
    given.tell_whole(True)
    given.keep_sample()

    assert not given.lacks_its_past
    assert given.is_demo

    # As a folder of the version before, which began with an empty mark.
    given.tell_whole(False)
    assert given.lacks_its_past


def test_a_folder_without_the_sample_is_not_told_of_it(tmp_path: Path) -> None:
    """A play at another address writes nothing into the folder from which it is played."""
    given = settings.load({"LINLI_DATA_DIR": str(tmp_path)})

    given.tell_whole(False)

    assert not given.is_demo


def test_a_deployment_is_no_demo(tmp_path: Path) -> None:
    deployed = {
        "LINLI_DATA_DIR": str(tmp_path),
        "LINLI_AMQP_URI": "amqp://linli:pw@broker/linli",
        "LINLI_SIGNING_PUBLIC_KEY": _SIGNING,
        "LINLI_ENCRYPTION_KEYS": _KEYS,
    }
    settings.load({"LINLI_DATA_DIR": str(tmp_path)}).keep_sample()

    assert settings.load(deployed).retention_days["contact"] == 365


def test_a_secret_is_made_once_and_kept(tmp_path: Path) -> None:
    environ = {"LINLI_DATA_DIR": str(tmp_path / "data")}

    first, second = settings.load(environ), settings.load(environ)

    assert first.secret == second.secret
    assert first.encryption_keys == second.encryption_keys
    assert len(first.secret) >= 32
    assert first.encryption_keys[0].encode() != first.secret
    for name in ("secret", "encryption-key"):
        assert (tmp_path / "data" / name).stat().st_mode & 0o077 == 0


def test_processes_that_start_together_sign_with_the_same_secret(tmp_path: Path) -> None:
    together = threading.Barrier(8)
    found: list[bytes] = []

    def start() -> None:
        own = settings.load({"LINLI_DATA_DIR": str(tmp_path)})
        together.wait(10)
        found.append(own.secret)

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 8
    assert len(set(found)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_a_damaged_secret_stops_the_start(tmp_path: Path) -> None:
    """Signing with nothing would let anyone in."""
    (tmp_path / "secret").write_bytes(b"")

    with pytest.raises(SettingsWrong, match="secret: holds no secret of 32 characters"):
        _ = settings.load({"LINLI_DATA_DIR": str(tmp_path)}).secret


def test_every_setting_says_its_name_default_and_meaning() -> None:
    for name, default, meaning in settings.table():
        assert name.startswith(PREFIX)
        assert default
        assert meaning


def test_every_database_has_an_address() -> None:
    for name in settings.DATABASES:
        assert settings.load({}).database_url(name).endswith(f"/{name}.db")


def test_services_that_are_not_run_are_named_with_commas_between() -> None:
    absent = settings.load({"LINLI_ABSENT_SERVICES": "street, appeals"}).absent_services

    assert absent == {"street", "appeals"}
    assert not settings.load({}).absent_services


def test_a_service_that_nobody_knows_is_refused() -> None:
    """A slip of the pen would let a hand-over wait for ever."""
    with pytest.raises(SettingsWrong, match="unknown: appeal; known: recruitment, appeals"):
        settings.load({"LINLI_ABSENT_SERVICES": "appeal"})


def test_with_a_broker_no_process_makes_a_database_that_nobody_else_sees() -> None:
    """`linli audit head` in a service's container: a line that says where it works."""
    found = settings.load(
        {
            "LINLI_AMQP_URI": "amqp://linli:pw@broker/linli",
            "LINLI_SIGNING_PUBLIC_KEY": _SIGNING,
            "LINLI_ENCRYPTION_KEYS": "k" * 32,
            "LINLI_STREET_DATABASE_URL": "postgresql://linli:pw@db/street",
        }
    )

    assert found.database_url("street").endswith("/street")
    with pytest.raises(settings.SettingsWrong, match="LINLI_SECRET='': Not given"):
        _ = found.secret
    with pytest.raises(settings.SettingsWrong, match="docker compose run --rm migrate"):
        found.database_url("appeals")
