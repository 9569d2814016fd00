"""Documents printed from the code say what the code says today."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from cli.contracts import command
from contracts.appeals.notices import PURPOSES
from gateway.api.audit import OF_SERVICE
from gateway.api.events import OF_SOURCE
from gateway.app import openapi_document
from vocabulary.accounts import Language

_ROOT = Path(__file__).parent.parent.parent
_PAGES = [*_ROOT.glob("*.md"), *_ROOT.glob("docs/**/*.md"), *_ROOT.glob("examples/*.md")]
_LINK = re.compile(r"\]\(([^)#\s]+)")
_BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
#: A request as curl is told it: perhaps a method, an address, perhaps a body.
_CURL = re.compile(
    r"curl(?: -i)?(?: -o \S+)?(?: -X (?P<method>[A-Z]+))? \"?\$at(?P<path>/(?:«[^»]*»|[^\s\"?])+)(?P<rest>.*)"
)
#: The README's short form: what is sent to an appeal.
_SEND = re.compile(r"send (?P<deed>[a-z]+) +'(?P<body>.*?)'")
_BODY = re.compile(r"-d '(.*?)'")
_FILE = re.compile(r" (-F|--data-binary) ")
#: The table of commands: the command, and the alternatives at its place.
_COMMAND = re.compile(r"^\| `linli ([^`]+)`", re.MULTILINE)


def test_make_bench_runs_what_is_said_to_be_its_part() -> None:
    told = (_ROOT / "docs" / "operations" / "measuring.md").read_text()
    parts = re.findall(r"tests\.benchmarks\.(\w+) +# part of make bench", told)
    made = re.search(r"^BENCHMARKS = (.*)$", (_ROOT / "Makefile").read_text(), re.MULTILINE)

    assert "starting" in parts
    assert made is not None
    assert set(parts) - set(made[1].split()) == set()


def test_the_table_of_settings_is_the_one_in_the_code() -> None:
    """Renew it with `linli contracts settings`."""
    printed = CliRunner().invoke(command, ["settings"])

    assert printed.exit_code == 0
    assert printed.output in (_ROOT / "docs/operations/settings.md").read_text()


def test_the_page_of_permissions_is_the_one_in_the_code() -> None:
    """Renew it with `linli contracts permissions > docs/reference/permissions.md`."""
    printed = CliRunner().invoke(command, ["permissions"])

    assert printed.exit_code == 0
    assert printed.output == (_ROOT / "docs/reference/permissions.md").read_text()


def test_the_page_of_states_is_the_one_in_the_code() -> None:
    """Renew it with `linli contracts states > docs/reference/states.md`."""
    printed = CliRunner().invoke(command, ["states"])

    assert printed.exit_code == 0
    assert printed.output == (_ROOT / "docs/reference/states.md").read_text()


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: str(page.relative_to(_ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    links = [link for link in _LINK.findall(page.read_text()) if "://" not in link]

    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: str(page.relative_to(_ROOT)))
def test_every_page_can_be_found(page: Path) -> None:
    """From the README or the index, by links alone."""
    assert page in _reached()


@functools.cache
def _reached() -> AbstractSet[Path]:
    reached, coming = set[Path](), [_ROOT / "README.md"]
    while coming:
        here = coming.pop().resolve()
        if here in reached or not here.is_file():
            continue
        reached.add(here)
        if here.suffix == ".md":
            coming.extend(here.parent / link for link in _LINK.findall(here.read_text()))
    return reached


def test_what_operators_are_offered_for_notices_reaches_the_gateway_of_compose() -> None:
    """A variable in `.env` that no container gets changes nothing, and nobody notices."""
    offered = set(re.findall(r"LINLI_[A-Z_]+", (_ROOT / "docs/operations/notices.md").read_text()))
    compose = (_ROOT / "docker-compose.yml").read_text()
    example = (_ROOT / ".env.example").read_text()

    secrets = {name for name in offered if f"{name}_FILE:" in compose}
    assert {name for name in offered - secrets if f"{name}:" not in compose} == set()
    assert {name for name in offered - secrets if f"{name}=" not in example} == set()


def test_the_guide_of_the_audit_names_every_service() -> None:
    """The page listed three services of four, without recruitment."""
    guide = (_ROOT / "docs/guides/api.md").read_text()
    [told] = [line for line in guide.splitlines() if "GET /api/v1/audit" in line]
    named = set(re.findall(r"`([a-z]+)`", told.partition("`service` is")[2].partition(";")[0]))

    assert named == set(OF_SERVICE)


def test_the_guide_of_events_names_every_log() -> None:
    guide = (_ROOT / "docs/guides/events.md").read_text()
    [told] = [line for line in guide.splitlines() if "`source` is" in line]

    assert set(re.findall(r"`([a-z]+)`", told.partition("`source` is")[2])) == set(OF_SOURCE)


def test_the_guide_lists_every_purpose_as_the_person_reads_it() -> None:
    guide = (_ROOT / "docs/guides/personal-data.md").read_text()

    for kind, words in PURPOSES.items():
        assert f"| `{kind}` | {words[Language.ZH]} | {words[Language.EN]} |" in guide


def _printed(page: Path) -> Iterator[tuple[str, str, str | None]]:
    """Each request that a page shows: method, path, and the body if it has one of JSON."""
    for block in _BLOCK.findall(page.read_text()):
        text = re.sub(r"\\\n\s*", "", block)
        for found in _CURL.finditer(text):
            body = _BODY.search(found["rest"])
            sends = body is not None or _FILE.search(found["rest"])
            method = found["method"] or ("POST" if sends else "GET")
            yield method, f"/api/v1{found['path']}", body and body[1]
        for found in _SEND.finditer(text):
            yield "POST", f"/api/v1/appeals/«id»/{found['deed']}", found["body"]


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return openapi_document()


_REQUESTS = [(page, *one) for page in _PAGES for one in _printed(page)]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [one for _, *one in _REQUESTS],
    ids=[f"{number}-{page.name}" for number, (page, *_) in enumerate(_REQUESTS)],
)
def test_a_printed_request_is_one_that_is_taken(
    method: str, path: str, body: str | None, document: dict[str, Any]
) -> None:
    """A newcomer copies it as it stands, also after an address or a body has changed."""
    takers = [template for template in document["paths"] if _fits(template, path)]
    # `/areas/template` is no area called so.
    item = document["paths"][min(takers, key=lambda template: template.count("{"))]
    operation = item[method.lower()]
    if body is not None:
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        whole = schema | {"components": document["components"]}
        jsonschema.Draft202012Validator(whole).validate(json.loads(body))


def _fits(template: str, path: str) -> bool:
    return re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path) is not None


def test_the_readme_names_the_same_commands_in_both_languages() -> None:
    """The Chinese one did not know how what is new of a service hears of before."""
    english, chinese = (
        [_without_words(one) for one in _COMMAND.findall((_ROOT / name).read_text())]
        for name in ("README.md", "README.zh.md")
    )

    assert english == chinese


def _without_words(printed: str) -> str:
    """The command and its options alone: what stands for a value is called differently."""
    return " ".join(re.findall(r"^[a-z-]+|(?<= )(?:[a-z-]+|\\\|)+|--[a-z-]+", printed))
