"""What docker-compose.yml says to Linli is what Linli understands, and it gives nothing away."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from cli.hosted import SERVICES, databases_of
from runtime import settings
from tests.architecture.test_names import PACKAGES
from tests.deployment.composed import new_variables, read_compose

_ROOT = Path(__file__).parent.parent.parent
_TEXT = (_ROOT / "docker-compose.yml").read_text()
_COMPOSE: dict[str, Any] = read_compose(new_variables())
_OURS = {
    name: service
    for name, service in _COMPOSE["services"].items()
    if service["image"].startswith("linli")
}
#: Given by another system, where there is one; the rest is made here.
_GIVEN = "LINLI_OPENID_CLIENT_SECRET"
_SECRET = re.compile(r"(PASSWORD|SECRET|_URI|_URL)")


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
    mounted = str(_ROOT / "sample/areas.csv")
    calls = [[mounted if "/" in word else word for word in call] for _, call in _CALLS]
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
    given = {variable: str(value) for variable, value in _OURS[name]["environment"].items()}

    settings.load(given)


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_service_knows_its_own_database_only(name: str) -> None:
    given = {name for name in _OURS[name]["environment"] if name.endswith("_DATABASE_URL")}

    assert given == {f"LINLI_{database.upper()}_DATABASE_URL" for database in databases_of([name])}


def test_every_broker_user_has_a_password() -> None:
    """`linli contracts topology` refuses to work without one for each service."""
    given = _OURS["topology"]["environment"]

    assert set(given) == {
        f"LINLI_BROKER_PASSWORD_{name.replace('-', '_').upper()}" for name in SERVICES
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


def test_no_secret_stands_in_the_file() -> None:
    """Each comes from a variable: one that must be set, or one that is empty unless it is."""
    for line in _TEXT.splitlines():
        name, _, value = line.strip().partition(": ")
        if _SECRET.search(name) and "://" in value:
            assert re.search(r"://[^:@]+:\$\{\w+:\?[^}]*\}@", value), line
        elif name == _GIVEN:
            assert value == f'"${{{_GIVEN}:-}}"'
        elif re.search(r"PASSWORD|SECRET", name) and value:
            assert re.fullmatch(r'\$\{\w+:\?[^}]*\}|"\$\{\w+:-\}"', value), line


def test_every_variable_that_must_be_set_is_in_the_example() -> None:
    example = (_ROOT / ".env.example").read_text()
    needed = set(re.findall(r"\$\{(\w+)", _TEXT))

    assert needed == set(re.findall(r"^(\w+)=", example, re.MULTILINE))


def test_the_example_holds_no_secret_and_the_copy_has_all() -> None:
    example = (_ROOT / ".env.example").read_text()
    secrets = re.findall(r"^(\w*(?:PASSWORD|SECRET)\w*)=(.*)$", example, re.MULTILINE)

    assert [value for _, value in secrets if value] == []
    made = new_variables()
    assert made[_GIVEN] == ""
    values = [made[name] for name, _ in secrets if name != _GIVEN]
    assert all(re.fullmatch(r"[0-9A-Za-z]{32,}", value) for value in values)
    assert len(set(values)) == len(values)


def test_the_number_of_proxies_is_asked_for() -> None:
    """Taken for none, all people behind a proxy shared the delays of one who guesses."""
    with pytest.raises(KeyError, match="how many proxies"):
        read_compose(new_variables() | {"LINLI_TRUSTED_PROXIES": ""})


@pytest.mark.parametrize("name", sorted(_COMPOSE["services"]))
def test_files_that_are_mounted_exist(name: str) -> None:
    for volume in _COMPOSE["services"][name].get("volumes", ()):
        source = volume.split(":")[0]
        assert (_ROOT / source).exists() if "/" in source else source in _COMPOSE["volumes"]


@pytest.mark.parametrize("name", sorted(_OURS))
def test_a_container_of_ours_can_do_no_more_than_it_must(name: str) -> None:
    service = _OURS[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


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
