"""What docker-compose.yml says to Linli is what Linli understands, and it gives nothing away."""

from __future__ import annotations

import json
import os
import re
import shlex
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import yaml
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from bus.naming import DIGESTS_READER
from cli.hosted import SERVICES, databases_of
from runtime import encryption, settings
from runtime.settings import DATABASES
from tests.architecture.test_names import PACKAGES
from tests.deployment.composed import new_variables, read_compose
from tests.keys import KEY, OTHER_KEY
from tests.servers import leftovers

_ROOT = Path(__file__).parent.parent.parent
_TEXT = (_ROOT / "docker-compose.yml").read_text()
_SECRETS = leftovers.new_folder("secrets")
_VARIABLES = new_variables(_SECRETS)
_COMPOSE: dict[str, Any] = read_compose(_VARIABLES)
_OURS = {
    name: service
    for name, service in _COMPOSE["services"].items()
    if service["image"].startswith("linli")
}
#: Given by another system, where there is one; the rest is made here.
_GIVEN = {
    "LINLI_OPENID_CLIENT_SECRET",
    "LINLI_ATTACHMENTS_S3_SECRET_KEY",
    "LINLI_SMTP_URL",
    "LINLI_NOTICE_WEBHOOK_URL",
}
_KEYS = "LINLI_ENCRYPTION_KEYS"
_SIGNS = {"LINLI_SECRET", "LINLI_SIGNING_KEY"}
#: Folders for what this very deployment writes, as running.md says.
_MADE_ON_THE_WAY = {"./archive", "./backups"}
_SECRET = re.compile(r"PASSWORD|SECRET|_KEYS?\b|_URI|_URL")
_MOUNTED = "/run/secrets/"


def _commands(service: dict[str, Any]) -> Iterator[list[str]]:
    """The arguments of every call of `linli` that a service makes."""
    if "entrypoint" not in service:
        yield service["command"]
        return
    for line in service["command"]:
        for call in re.findall(r"\blinli ([^>&|]+)", line):
            yield shlex.split(call)


_CALLS = [(name, call) for name, service in _OURS.items() for call in _commands(service)]


def test_every_command_is_one_of_linli() -> None:
    """Click itself reads them, without carrying them out."""
    mounted = {"/areas.csv": str(_ROOT / "sample/areas.csv"), "/backups": str(_ROOT)}
    calls = [[mounted.get(word, word) for word in call] for _, call in _CALLS]
    reading = subprocess.run(
        [sys.executable, "-m", "tests.deployment.reads_commands"],
        cwd=_ROOT,
        input=json.dumps(calls),
        capture_output=True,
        text=True,
        check=False,
    )

    assert reading.returncode == 0, reading.stderr


def test_every_service_runs_under_its_own_name() -> None:
    served = {name: call[1:] for name, call in _CALLS if call[0] == "serve"}

    assert served == {name: [name] for name in SERVICES}


@pytest.mark.parametrize("name", sorted(_OURS))
def test_every_variable_is_a_setting(name: str) -> None:
    """Read as the service itself reads them, so wrong values show too."""
    given = {
        variable: str(value).replace(_MOUNTED, f"{_SECRETS}/")
        for variable, value in _OURS[name]["environment"].items()
    }

    settings.load(given)


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_service_knows_its_own_database_only(name: str) -> None:
    given = {secret for secret in _OURS[name]["secrets"] if secret.endswith("_DATABASE_URL")}

    # Not as the owner, who could take away what the audit is kept by.
    assert given == {
        f"LINLI_{database.upper()}_SERVICE_DATABASE_URL" for database in databases_of([name])
    }


_RINGS = "LINLI_ENCRYPTION_KEYS_"


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_service_has_the_keys_of_its_own_rings_only(name: str) -> None:
    """An intruder in one, with another database or the broker, can open neither."""
    [database] = databases_of([name])
    [given] = [secret for secret in _OURS[name]["secrets"] if "ENCRYPTION" in secret]
    found = settings.load({f"{_KEYS}_FILE": str(_SECRETS / given)}).encryption_keys

    assert given == f"{_RINGS}{database.upper()}"
    rings = [key.partition(":")[0] for key in found]
    assert rings[0] == database
    assert all(database in ring.split("-to-") for ring in rings)
    encryption.use(found, database)


@pytest.mark.parametrize("name", sorted(_OURS))
def test_only_commands_of_operators_have_the_keys_of_all(name: str) -> None:
    given = {secret for secret in _OURS[name].get("secrets", ()) if "ENCRYPTION" in secret}

    # What all of them are made from is in no container.
    assert _KEYS not in _COMPOSE["secrets"]
    assert (given == {f"{_RINGS}OPERATOR"}) == (name in {"migrate", "backup"})


def test_what_is_told_has_one_key_that_writer_and_reader_have() -> None:
    """Named in code by its reader; a writer without the key could not work."""
    told = {"gateway": set[str](), "appeals": set[str](), "volunteers": set[str]()}
    for package, writers in {"gateway": ["gateway"], "services": sorted(DATABASES)}.items():
        for writer in writers:
            folder = _ROOT / package / ("" if package == "gateway" else writer)
            for file in folder.rglob("*.py"):
                for found in re.findall(r'(?:\.to\(|reader=)"(\w+)"', file.read_text()):
                    told[found].add(writer)

    operator = (_SECRETS / f"{_RINGS}OPERATOR").read_text().strip().split(",")
    named = {key.partition(":")[0] for key in operator} - set(DATABASES)
    assert named == {
        f"{writer}-to-{reader}" for reader, writers in told.items() for writer in writers - {reader}
    }


@pytest.mark.parametrize("name", sorted(_OURS))
def test_only_the_gateway_can_sign(name: str) -> None:
    """What signs in, or says who asks, lies where it is used, and nowhere else."""
    given = set(_OURS[name].get("secrets", ())) & _SIGNS

    assert given == (_SIGNS if name == "gateway" else set())


def test_every_broker_user_has_a_password() -> None:
    """`linli contracts topology` refuses to work without one for each service."""
    given = _OURS["topology"]["environment"]

    assert set(given) - {"LINLI_FEED_GB"} == {
        f"LINLI_BROKER_PASSWORD_{name.replace('-', '_').upper()}_FILE"
        for name in [*SERVICES, DIGESTS_READER]
    }


def test_intake_runs_twice_at_least() -> None:
    assert int(_OURS["appeals-intake"]["deploy"]["replicas"]) >= 2


def test_only_the_gateway_is_reached_from_outside() -> None:
    published = {name for name, service in _COMPOSE["services"].items() if "ports" in service}
    outside = {
        name
        for name, service in _COMPOSE["services"].items()
        if set(service.get("networks", ())) - {"inside"}
    }

    assert published == outside == {"gateway"}
    assert _COMPOSE["networks"]["inside"]["internal"] is True
    assert _COMPOSE["services"]["gateway"]["ports"] == ["127.0.0.1:8000:8000"]


@pytest.mark.parametrize("name", sorted(_COMPOSE["services"]))
def test_no_secret_stands_in_the_environment_of_a_container(name: str) -> None:
    """A reader of files, `docker inspect` and a crash report show the whole environment."""
    given = _COMPOSE["services"][name].get("environment", {})
    files = {value for variable, value in given.items() if variable.endswith("_FILE")}

    assert [one for one in given if _SECRET.search(one) and not one.endswith("_FILE")] == []
    assert files == {_MOUNTED + secret for secret in _COMPOSE["services"][name].get("secrets", ())}


def test_every_secret_is_a_file_that_is_made_for_it() -> None:
    files = {name: secret["file"] for name, secret in _COMPOSE["secrets"].items()}

    # What the keys of services are made from is for the script alone.
    made = {path.name: str(path) for path in _SECRETS.iterdir() if path.name != _KEYS}
    assert files == made


def test_files_with_secrets_are_read_in_containers_and_by_nobody_else_here() -> None:
    """Containers read them under other users' ids, so the folder is what keeps others out."""
    assert stat.S_IMODE(_SECRETS.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in _SECRETS.iterdir()} == {0o644}


def test_every_variable_that_must_be_set_is_in_the_example() -> None:
    example = (_ROOT / ".env.example").read_text()
    needed = set(re.findall(r"\$\{(\w+)", _TEXT))

    assert needed == set(re.findall(r"^(\w+)=", example, re.MULTILINE))


def test_env_holds_no_secret_and_each_file_a_value_of_its_own() -> None:
    made = {path.name: path.read_text().strip() for path in _SECRETS.iterdir()}
    assert re.fullmatch(r"by-service:[0-9a-f]{64},", made[_KEYS])
    others = {name for name in made if name.startswith(_KEYS)} | _GIVEN
    values = [value for name, value in made.items() if name not in others and "://" not in value]

    assert [name for name in _VARIABLES if _SECRET.search(name)] == ["SECRETS_FOLDER"]
    assert all(re.fullmatch(r"[0-9A-Za-z]{32,}", value) for value in values)
    assert len(set(values)) == len(values)
    assert {name for name, value in made.items() if not value} == _GIVEN


@given(master=st.binary(min_size=32, max_size=32).map(bytes.hex))
@hypothesis.settings(max_examples=3, deadline=None)
def test_keys_of_rings_are_made_as_the_standard_says(master: str) -> None:
    """HKDF-SHA256 (RFC 5869), so that they can be made anew anywhere."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / _KEYS).write_text(f"by-service:{master}")
        done = _new_secrets(Path(folder))
        made = (Path(folder) / f"{_RINGS}OPERATOR").read_text().strip().split(",")

    assert done.returncode == 0, done.stderr
    for key in made:
        ring, _, own = key.partition(":")
        hkdf = HKDF(hashes.SHA256(), 32, None, f"linli ring {ring}".encode())
        assert own == hkdf.derive(master.encode()).hex()


@pytest.mark.parametrize(
    ("old", "behind"),
    [
        ("the key that every service has had so far", ""),
        (f"by-service:{'a1' * 32}", ""),
        (f"by-service:{'a1' * 32}", f",operator:{KEY}"),
    ],
)
def test_keys_are_changed_step_by_step(tmp_path: Path, old: str, behind: str) -> None:
    """Each step as docs/operations/running.md has it; every process opens what any other seals."""
    new = "by-service:" + "5e" * 32

    def given(keys: str, whose: str) -> list[str]:
        (tmp_path / _KEYS).write_text(f"{keys}\n")
        assert _new_secrets(tmp_path).returncode == 0
        return (tmp_path / f"{_RINGS}{whose}").read_text().strip().split(",")

    running = (_ROOT / "docs" / "operations" / "running.md").read_text()
    steps = [
        keys.replace("OLD", old).replace("by-service:NEW", new) + behind
        for keys in re.findall(r"^\| \d \| `(.+?)`", running, re.MULTILINE)
    ]
    so_far, own = given(old, "APPEALS"), given(new, "APPEALS")
    assert [given(keys, "APPEALS") for keys in steps] == [[*so_far, *own], [*own, *so_far], own]
    before = given(old + behind, "OPERATOR")
    for keys in steps:
        assert set(before) <= set(given(keys, "OPERATOR"))


@pytest.mark.parametrize(
    "wrong",
    [
        "by-service:",
        "by-service:NEW",
        "by-service:" + "5E" * 32,
        f"{KEY}, by-service:{'5e' * 32}",
        f"{KEY} by-service:{'5e' * 32}",
        f"{KEY}, operator:{OTHER_KEY}",
        f"by-services:{'5e' * 32}",
        f"appeals:{'5e' * 32}",
        f"{KEY}\n{OTHER_KEY}",
        f"\nby-service:{'5e' * 32}",
        f"{KEY}\r\n",
        f"{KEY},,{OTHER_KEY}",
        f"{KEY},operator:{KEY}",
        f"operator:{KEY}",
        KEY[:31],
    ],
)
def test_what_is_no_key_makes_no_keys(tmp_path: Path, wrong: str) -> None:
    """Services would seal with what everybody can read in the documents, or not start."""
    (tmp_path / _KEYS).write_text(wrong)

    refused = _new_secrets(tmp_path)

    assert (refused.returncode, _held(tmp_path)) == (1, {_KEYS: wrong.strip()})
    assert "Nothing was written" in refused.stderr
    assert not any(part in refused.stderr for part in (KEY[:31], OTHER_KEY, "5e5e", "5E5E"))


def test_a_version_that_knows_no_such_words_does_not_take_them_for_keys(tmp_path: Path) -> None:
    """It would seal with them as they stand, and nothing opened that later."""
    _new_secrets(tmp_path)
    _new_secrets(tmp_path)

    # As every version looks at keys: each has 32 characters at least.
    assert [len(key) >= 32 for key in (tmp_path / _KEYS).read_text().strip().split(",")] == [
        True,
        False,
    ]


def test_the_key_behind_all_others_is_not_made_anew_by_mistake(tmp_path: Path) -> None:
    """The files of the services would be written over, and with them the last way to the data."""
    _new_secrets(tmp_path)
    (tmp_path / _KEYS).write_text("\n")
    before = _held(tmp_path)

    refused = _new_secrets(tmp_path)

    assert (refused.returncode, _held(tmp_path)) == (1, before)
    assert f"{tmp_path}/{_KEYS} is lost: put your copy of it back" in refused.stderr


def test_half_a_list_of_keys_is_not_written(tmp_path: Path) -> None:
    folder, programs = tmp_path / "secrets", tmp_path / "bin"
    _new_secrets(folder)
    before = _held(folder)
    programs.mkdir()
    (programs / "sha256sum").write_text("#!/bin/sh\nexit 1\n")
    (programs / "sha256sum").chmod(0o755)

    refused = subprocess.run(
        [str(_ROOT / "deploy" / "new-secrets")],
        env={"PATH": f"{programs}:{os.environ['PATH']}", "SECRETS_FOLDER": str(folder)},
        check=False,
    )

    assert refused.returncode != 0
    assert _held(folder) == before


def test_commands_of_operators_reach_the_attachments() -> None:
    """A check that does not see them would let go of the key that they are sealed with."""
    for name in ("migrate", "backup"):
        assert set(_COMPOSE["services"]["gateway"]["volumes"]) <= set(
            _COMPOSE["services"][name]["volumes"]
        )


def _new_secrets(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(_ROOT / "deploy" / "new-secrets"), *arguments],
        env={"PATH": os.environ["PATH"], "SECRETS_FOLDER": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def _held(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text().strip() for path in folder.iterdir()}


_OLD = """# ours
LINLI_SECRET=old-secret-of-32-characters-at-least
LINLI_ENCRYPTION_KEYS='newer-key-of-32-characters-at-least,older-key-of-32-characters-at-least'
APPEALS_DATABASE_PASSWORD=appeals
LINLI_BROKER_PASSWORD_APPEALS_INTAKE=intake
LINLI_SMTP_URL=smtp://linli:a%40b@mail:587
LINLI_NOTICE_WEBHOOK_URL=
LINLI_TRUSTED_PROXIES=1
"""


def test_an_older_installation_keeps_its_secrets_in_files(tmp_path: Path) -> None:
    """With other keys nobody could read the data that is there."""
    old, folder = tmp_path / "old.env", tmp_path / "secrets"
    old.write_text(_OLD)

    done = _new_secrets(folder, str(old))

    held = _held(folder)
    assert done.returncode == 0, done.stderr
    assert held["LINLI_SECRET"] == "old-secret-of-32-characters-at-least"
    keys = {value for name, value in held.items() if name.startswith(_KEYS)}
    assert keys == {"newer-key-of-32-characters-at-least,older-key-of-32-characters-at-least"}
    assert held["LINLI_APPEALS_DATABASE_URL"] == "postgresql://appeals:appeals@postgres/appeals"
    assert held["LINLI_AMQP_URI_APPEALS_INTAKE"] == "amqp://appeals-intake:intake@rabbitmq/linli"
    assert held["LINLI_SMTP_URL"] == "smtp://linli:a%40b@mail:587"
    assert held.keys() == _COMPOSE["secrets"].keys() | {_KEYS}
    assert old.read_text().split() == [
        *("#", "ours", "LINLI_TRUSTED_PROXIES=1"),
        f"SECRETS_FOLDER={folder}",
    ]


def test_secrets_that_are_there_stay(tmp_path: Path) -> None:
    _new_secrets(tmp_path)
    (tmp_path / "LINLI_SMTP_URL").write_text("smtp://mail:25\n")
    before = _held(tmp_path)

    assert _new_secrets(tmp_path).returncode == 0
    assert _held(tmp_path) == before


def test_an_empty_file_takes_what_stands_in_env(tmp_path: Path) -> None:
    old, folder = tmp_path / "old.env", tmp_path / "secrets"
    _new_secrets(folder)
    old.write_text("LINLI_SMTP_URL=smtp://mail:25\n")

    assert _new_secrets(folder, str(old)).returncode == 0
    assert _held(folder)["LINLI_SMTP_URL"] == "smtp://mail:25"


def test_an_older_installation_with_two_values_is_asked_which_one_holds(tmp_path: Path) -> None:
    old, folder = tmp_path / "old.env", tmp_path / "secrets"
    old.write_text(_OLD)
    _new_secrets(folder)
    before = _held(folder)

    refused = _new_secrets(folder, str(old))

    assert refused.returncode == 1
    assert f"{folder}/LINLI_SECRET holds another value" in refused.stderr
    assert (_held(folder), old.read_text()) == (before, _OLD)


@pytest.mark.parametrize("key", ["5e" * 16, "no digits"])
def test_a_signing_key_that_is_none_is_refused(tmp_path: Path, key: str) -> None:
    """Services that got an empty public half would not start, or believe nobody."""
    (tmp_path / "LINLI_SIGNING_KEY").write_text(f"{key}\n")

    refused = _new_secrets(tmp_path)

    assert refused.returncode == 1
    assert "LINLI_SIGNING_KEY is no key" in refused.stderr
    assert not (tmp_path / "LINLI_SIGNING_PUBLIC_KEY").exists()


def test_an_older_installation_is_told_what_to_run() -> None:
    with pytest.raises(KeyError, match=r"run deploy/new-secrets \.env"):
        read_compose(_VARIABLES | {"SECRETS_FOLDER": ""})


def test_the_number_of_proxies_is_asked_for() -> None:
    """Taken for none, all people behind a proxy shared the delays of one who guesses."""
    with pytest.raises(KeyError, match="how many proxies"):
        read_compose(_VARIABLES | {"LINLI_TRUSTED_PROXIES": ""})


@pytest.mark.parametrize("name", sorted(_COMPOSE["services"]))
def test_files_that_are_mounted_exist(name: str) -> None:
    for volume in _COMPOSE["services"][name].get("volumes", ()):
        source = volume.split(":")[0]
        if source not in _MADE_ON_THE_WAY:
            assert (_ROOT / source).exists() if "/" in source else source in _COMPOSE["volumes"]


@pytest.mark.parametrize("name", sorted(_OURS))
def test_a_container_of_ours_can_do_no_more_than_it_must(name: str) -> None:
    service = _OURS[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", sorted(_COMPOSE["services"]))
def test_no_container_takes_what_the_others_need(name: str) -> None:
    service = _COMPOSE["services"][name]

    assert re.fullmatch(r"\d+g", service["mem_limit"])
    assert service["pids_limit"] <= 1024


@pytest.mark.parametrize("memory", ["2g", "5g"])
def test_the_broker_gives_its_alarm_below_its_own_limit(memory: str) -> None:
    """It may take the memory of the host for its own, and is then ended before its alarm."""
    broker = read_compose(_VARIABLES | {"RABBITMQ_MEMORY": memory})["services"]["rabbitmq"]
    told = broker["environment"]["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"]
    written = (_ROOT / "deploy" / "rabbitmq.conf").read_text()
    part = re.search(r"^vm_memory_high_watermark\.relative = (.+)$", written, re.MULTILINE)

    assert broker["mem_limit"] == memory
    assert told == f'-rabbit total_memory_available_override_value "{memory}"'
    assert part is not None
    assert float(part[1]) <= 0.7


@pytest.mark.parametrize("name", ["postgres", "rabbitmq"])
def test_a_server_keeps_only_what_it_becomes_its_user_by(name: str) -> None:
    service = _COMPOSE["services"][name]

    assert service["cap_drop"] == ["ALL"]
    assert set(service["cap_add"]) == {"CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"}
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_what_an_installation_chose_stays_at_the_next_start() -> None:
    """A scale given to `docker compose up` is forgotten by the next one."""
    chosen = {
        "INTAKE_WORKERS": "4",
        "SERVICE_MEMORY": "3g",
        "POSTGRES_IMAGE": "postgres@sha256:0",
        "RABBITMQ_IMAGE": "rabbitmq@sha256:0",
    }
    services = read_compose(_VARIABLES | chosen)["services"]

    assert services["appeals-intake"]["deploy"]["replicas"] == 4
    assert services["gateway"]["mem_limit"] == "3g"
    assert services["postgres"]["image"] == "postgres@sha256:0"
    assert services["rabbitmq"]["image"] == "rabbitmq@sha256:0"


@pytest.mark.parametrize("before", ["INTAKE_WORKERS=2\nA=1\n", "A=1\n"])
def test_more_workers_are_written_into_an_older_env_too(tmp_path: Path, before: str) -> None:
    """The line is missing in `.env` of an installation from before it."""
    (tmp_path / ".env").write_text(before)
    text = (_ROOT / "docs" / "operations" / "running.md").read_text()
    commands = re.findall(r"^(?:sed|echo) .*INTAKE_WORKERS.*$", text, re.MULTILINE)

    subprocess.run(["bash", "-ec", "\n".join(commands)], cwd=tmp_path, check=True)

    assert sorted((tmp_path / ".env").read_text().split()) == ["A=1", "INTAKE_WORKERS=4"]


def test_operators_wait_for_a_server_before_they_work_on_it() -> None:
    """PostgreSQL that was made anew answers "starting up" for some seconds."""
    commands = (_ROOT / "docs" / "operations" / "running.md").read_text()

    begun = re.findall(r"^docker compose up .*\b(?:postgres|rabbitmq)$", commands, re.MULTILINE)
    assert begun
    assert [one for one in begun if " --wait " not in one] == []


@pytest.mark.parametrize("name", ["postgres", "rabbitmq"])
def test_a_server_depends_on_nothing_that_an_upgrade_makes_anew(name: str) -> None:
    """Compose 2.26 makes a container anew with each that it depends on, and the broker was away."""
    assert set(_COMPOSE["services"][name].get("depends_on", ())) & set(_OURS) == set()


def test_the_broker_waits_for_its_definitions(tmp_path: Path) -> None:
    """Without them it would have no queue and no user."""
    [script] = _COMPOSE["services"]["rabbitmq"]["command"]
    (tmp_path / "docker-entrypoint.sh").write_text('#!/bin/sh\necho "$@"\n')
    (tmp_path / "docker-entrypoint.sh").chmod(0o755)
    here = script.replace("/definitions/", f"{tmp_path}/")
    started = subprocess.Popen(
        [*_COMPOSE["services"]["rabbitmq"]["entrypoint"], here],
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}"},
        stdout=subprocess.PIPE,
        text=True,
    )
    with started:
        with pytest.raises(subprocess.TimeoutExpired):
            started.wait(0.3)
        (tmp_path / "linli.json").write_text("{}")
        assert started.communicate(timeout=20)[0] == "rabbitmq-server\n"


def test_operators_let_no_container_be_made_anew_twice() -> None:
    """To Compose 2.26 a service without what it waits for is another one, and so again when it is back.

    Only on the way back `migrate` must not run.
    """
    commands = (_ROOT / "docs" / "operations" / "running.md").read_text()
    [back] = re.findall(r"^To go back, .*?```sh\n.*?```$", commands, re.DOTALL | re.MULTILINE)

    found = re.findall(r"^docker compose up .*--no-deps.*$", commands, re.MULTILINE)
    assert found
    assert [one for one in found if one not in back] == []


def test_every_dependency_is_waited_for() -> None:
    """Started is not yet ready: each condition needs what it looks at."""
    services = _COMPOSE["services"]
    for name, service in services.items():
        for other, wait in service.get("depends_on", {}).items():
            if wait["condition"] == "service_healthy":
                assert "healthcheck" in services[other], (name, other)
            else:
                assert services[other]["restart"] == "no", (name, other)


@pytest.mark.parametrize("name", sorted(_COMPOSE["services"]))
def test_what_stays_up_comes_back_and_tells_how_it_is(name: str) -> None:
    service = _COMPOSE["services"][name]
    if service["restart"] != "no":
        assert service["restart"] == "unless-stopped"
        assert "healthcheck" in service


@pytest.mark.parametrize("package", PACKAGES)
def test_the_image_holds_every_package(package: str) -> None:
    admitted = (_ROOT / ".dockerignore").read_text().splitlines()
    copied = (_ROOT / "Dockerfile").read_text()

    assert f"!{package}" in admitted
    assert f"COPY {package} {package}" in copied


def test_the_image_runs_as_nobody_in_particular() -> None:
    last_stage = (_ROOT / "Dockerfile").read_text().rpartition("\nFROM ")[2]

    assert "\nUSER linli\n" in last_stage
    assert 'ENTRYPOINT ["linli"]' in last_stage


def test_the_file_can_be_read_by_any_yaml_reader() -> None:
    assert set(yaml.safe_load(_TEXT)["services"]) == set(_COMPOSE["services"])


def test_what_new_env_prints_into_a_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    """A redirection makes a file that everybody may read, before the script says anything."""
    file = tmp_path / ".env"
    file.touch(0o644)

    with file.open("wb") as printed:
        subprocess.run(
            [str(_ROOT / "deploy" / "new-env"), "0"],
            env={"PATH": os.environ["PATH"], "SECRETS_FOLDER": str(tmp_path / "secrets")},
            stdout=printed,
            check=True,
        )

    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_broker_has_every_file_of_its_door_for_tls(tmp_path: Path) -> None:
    """Those that the script makes where the secrets lie, and none that Docker would make a folder for."""
    variables = _VARIABLES | {"SECRETS_FOLDER": str(tmp_path), "PUBLISH_BROKER": "10.1.2.3:5671"}
    made = _new_certificates(tmp_path)
    [broker] = read_compose(variables, "deploy/tls.yml")["services"].values()

    assert (made.returncode, made.stderr) == (0, "")
    assert [mount["bind"] for mount in broker["volumes"]] == [{"create_host_path": False}] * 4
    assert all((_ROOT / mount["source"]).is_file() for mount in broker["volumes"])
    lines = (_ROOT / "deploy" / "rabbitmq-tls.conf").read_text()
    named = set(re.findall(r"/etc/rabbitmq/tls/\S+", lines))
    assert named == {mount["target"] for mount in broker["volumes"]} - {
        "/etc/rabbitmq/conf.d/30-tls.conf"
    }
    with pytest.raises(KeyError, match="new-secrets"):
        read_compose(variables | {"SECRETS_FOLDER": ""}, "deploy/tls.yml")


def test_a_certificate_that_cannot_be_made_says_why(tmp_path: Path) -> None:
    (tmp_path / "tls").mkdir()
    (tmp_path / "tls" / "ca.key").write_text("no key")

    refused = _new_certificates(tmp_path)

    assert refused.returncode != 0
    assert "ca." in refused.stderr


def _new_certificates(secrets: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(_ROOT / "deploy" / "new-certificates"), "broker.example.cn"],
        env={"PATH": os.environ["PATH"], "SECRETS_FOLDER": str(secrets)},
        check=False,
        capture_output=True,
        text=True,
    )
