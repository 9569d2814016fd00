"""Documents printed from the code say what the code says today."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.contracts import command
from contracts.appeals.notices import PURPOSES
from contracts.audit import OF_SERVICE
from gateway.api.audit import Service
from vocabulary.accounts import Language

_ROOT = Path(__file__).parent.parent.parent
_PAGES = [*_ROOT.glob("*.md"), *_ROOT.glob("docs/**/*.md"), *_ROOT.glob("examples/*.md")]
_LINK = re.compile(r"\]\(([^)#\s]+)")


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
def _reached() -> set[Path]:
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
    """Whoever looked for what was done in recruitment was told of three services of four."""
    guide = (_ROOT / "docs/guides/api.md").read_text()
    [told] = [line for line in guide.splitlines() if "GET /api/v1/audit" in line]
    named = set(re.findall(r"`([a-z]+)`", told.partition("`service` is")[2].partition(";")[0]))

    assert named == set(OF_SERVICE) == set(Service)


def test_the_guide_lists_every_purpose_as_the_person_reads_it() -> None:
    guide = (_ROOT / "docs/guides/personal-data.md").read_text()

    for kind, words in PURPOSES.items():
        assert f"| `{kind}` | {words[Language.ZH]} | {words[Language.EN]} |" in guide
