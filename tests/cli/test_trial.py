"""Into which deployments the sample is let: none where it would mix with people's work."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
import sqlalchemy as sa

from cli import account, demo_accounts, show, trial
from cli.demo import DemoFailed
from gateway.people.accounts.model import ACCOUNT
from runtime import encryption
from runtime.settings import Settings, load
from sample.accounts import logins
from sample.people import STREET
from tests.gateway.doubles import SECRET, Gateway
from tests.gateway.house import House, Time
from tests.keys import KEY
from tests.servers.databases import Databases
from vocabulary.actors import Grant, Role

_HERE = "http://127.0.0.1:8000"
_EMPTY = {"street/totals": {"appeals": 0, "receptions": 0}}


class _Wire:
    """Carries calls to a gateway, whose lists the test says; keeps what was sent."""

    def __init__(self, gateway: Gateway) -> None:
        self.gateway = gateway
        self.counts = {"appeals": 0, "receptions": 0, "posts": 0, "volunteers": 0}
        self.sent: list[tuple[str, Any]] = []

    def request(self, method: str, url: str, **given: Any) -> requests.Response:
        self.sent.append((url, given.get("headers")))
        answer = requests.Response()
        answer.status_code = 200
        if method == "post":
            path = urlsplit(url).path
            found = self.gateway.call("POST", path, json=given["json"])
            answer.status_code, body = found.status_code, found.json
        else:
            listed = urlsplit(url).path.rpartition("/")[2]
            body = self.counts | {"total": self.counts.get(listed)}
        answer._content = json.dumps(body).encode()
        return answer


@pytest.fixture
def wire(quick_databases: Databases, monkeypatch: pytest.MonkeyPatch) -> _Wire:
    """To a gateway that has its own database."""
    encryption.use([KEY])
    found = _Wire(House(quick_databases.migrated("gateway"), Time()).gateway)
    monkeypatch.setattr(requests.api, "request", found.request)
    return found


@pytest.fixture
def settings(quick_databases: Databases, wire: _Wire) -> Settings:
    """Of that gateway, which knows the places."""
    url = quick_databases.migrated("gateway").engine.url.render_as_string(hide_password=False)
    found = load(
        {
            "LINLI_GATEWAY_DATABASE_URL": url,
            "LINLI_SECRET": SECRET.decode(),
            "LINLI_ENCRYPTION_KEYS": KEY,
        }
    )
    show._know_places(found)
    return found


def _add(settings: Settings, login: str) -> None:
    with account.opened(settings) as (own, sign_in):
        account.make(own, sign_in, login, "李四", [Grant(Role.ADMINISTRATOR, STREET)])


def test_an_empty_deployment_takes_the_sample_and_takes_it_again(
    wire: _Wire, settings: Settings
) -> None:
    """The first administrator is there; later, people who look around."""
    _add(settings, "first.administrator")
    trial.check(_HERE, settings)
    demo_accounts.make_all(settings)
    wire.counts |= {"appeals": 1746, "posts": 37}
    _add(settings, "somebody")

    trial.check(_HERE, settings)


@pytest.mark.parametrize("login", ["jiedaoban", "dangwei.lilin"])
def test_a_login_of_somebody_else_is_not_played_as(
    wire: _Wire, settings: Settings, login: str
) -> None:
    """They are everyday titles; neither does one open the way for all others."""
    _add(settings, login)

    with pytest.raises(DemoFailed, match=login):
        trial.check(_HERE, settings)
    assert wire.sent == []


def test_an_erased_account_of_the_sample_is_told(wire: _Wire, settings: Settings) -> None:
    demo_accounts.make_all(settings)
    with account.opened(settings) as (own, _), own.writing() as session:
        one = logins()[0]
        session.execute(
            sa.update(ACCOUNT).where(ACCOUNT.c.id == one.person).values(login="erased:1")
        )

    with pytest.raises(DemoFailed, match="erased:1"):
        trial.check(_HERE, settings)
    assert wire.sent == []


@pytest.mark.parametrize("what", ["appeals", "receptions", "posts", "volunteers"])
def test_a_place_of_work_is_refused(wire: _Wire, settings: Settings, what: str) -> None:
    wire.counts[what] = 1

    with pytest.raises(DemoFailed, match=f"{what}: 1"):
        trial.check(_HERE, settings)


def test_accounts_of_others_are_refused(wire: _Wire, settings: Settings) -> None:
    for login in ("first.administrator", "somebody"):
        _add(settings, login)

    with pytest.raises(DemoFailed, match="accounts: 2"):
        trial.check(_HERE, settings)
    assert wire.sent


@pytest.mark.parametrize("differs", ["database", "secret"])
def test_the_gateway_of_another_deployment_is_sent_no_token(
    wire: _Wire, settings: Settings, tmp_path: Path, differs: str
) -> None:
    """An empty trial answered, and the sample went into the database of production."""
    if differs == "secret":
        other = replace(settings, given_secret="a secret of another deployment, long enough")
    else:
        url = str(settings.gateway_database_url)
        copied = shutil.copy(urlsplit(url).path, tmp_path / "production.db")
        other = replace(settings, gateway_database_url=f"sqlite:///{copied}")

    with pytest.raises(DemoFailed, match="not the gateway of this database"):
        trial.check(_HERE, other)
    assert [headers for _, headers in wire.sent] == [None]


@pytest.mark.parametrize(
    "address",
    [
        "http://trial.example.cn",
        "http://127.0.0.1@trial.example.cn",
        "http://10.1.2.3:8000",
        "ftp://localhost",
        "127.0.0.1:8000",
    ],
)
def test_tokens_go_over_no_open_wire(wire: _Wire, settings: Settings, address: str) -> None:
    with pytest.raises(DemoFailed, match="https"):
        trial.check(address, settings)
    assert wire.sent == []
