"""What lets the sample into a deployment: the address is its own, and nobody works there yet."""

from __future__ import annotations

import datetime as dt
import ipaddress
import secrets
from typing import Any
from urllib.parse import urlsplit

import requests
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cli import account, demo_accounts
from cli.demo import DemoFailed
from gateway.people.accounts.model import ACCOUNT
from gateway.people.identity import operations as identity
from gateway.people.sign_in import queries as sign_in
from gateway.places.areas.model import AREA
from runtime.settings import Settings
from sample.accounts import logins
from vocabulary.actors import Actor, Grant, Role
from vocabulary.areas import Level

_SECONDS = 60
#: The first administrator, without whom nobody comes in.
_ACCOUNTS_MOST = 1
_TOKEN_LASTS = dt.timedelta(minutes=5)
#: What a place of work has before it has appeals.
_LISTS = {"posts": "岗位", "volunteers": "义工"}


def check(address: str, settings: Settings) -> None:
    """Let the sample be played there; until then nothing is written and no token is sent.

    A play that was begun is told by the ids of its accounts, which nobody else can make: that
    deployment is for trials, and may have been worked in since.

    Raises:
        DemoFailed: it is not for the sample; says why.
    """
    _refuse_open_wires(address)
    with account.opened(settings) as (own, _), own.reading() as session:
        _refuse_logins_of_others(session)
        is_begun = demo_accounts.any_was_made(session)
        accounts = session.scalar(sa.select(sa.func.count()).select_from(ACCOUNT)) or 0
        provinces = session.scalars(sa.select(AREA.c.code).where(AREA.c.level == Level.PROVINCE))
        looking = Actor("linli-demo", tuple(Grant(Role.STREET_OFFICER, one) for one in provinces))
    _prove_own(address, settings)
    if is_begun:
        return
    totals = _answer(address, "public/street/totals")
    found = {
        "账号 accounts": accounts if accounts > _ACCOUNTS_MOST else 0,
        "诉求 appeals": totals["appeals"],
        "接待 receptions": totals["receptions"],
    }
    if looking.grants:
        token = identity.issue(settings.secret, looking, lifetime=_TOKEN_LASTS)
        for path, zh in _LISTS.items():
            listed = _answer(address, f"{path}?limit=1&total=true", token)
            found[f"{zh} {path}"] = listed["total"]
    if told := ", ".join(f"{what}: {count}" for what, count in found.items() if count):
        raise DemoFailed(
            f"{address} 已在使用（{told}）；样例不能再取出，只能放进没有数据的系统。"
            f"People work there already ({told}). The sample cannot be taken out again, so play it "
            "only into a deployment without data."
        )


def _refuse_open_wires(address: str) -> None:
    """Tokens of every role go there."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    try:
        is_here = ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_here = host == "localhost"
    if not host or (parts.scheme != "https" and not (parts.scheme == "http" and is_here)):
        raise DemoFailed(
            f"{address}：只能用 https，或本机的 http。Only https, or http on this machine itself."
        )


def _refuse_logins_of_others(session: Session) -> None:
    people = {one.login: one.person for one in logins()}
    chosen = sa.select(ACCOUNT.c.login, ACCOUNT.c.id)
    rows = session.execute(
        chosen.where(ACCOUNT.c.login.in_(people) | ACCOUNT.c.id.in_(people.values()))
    )
    if taken := sorted(row.login for row in rows if people.get(row.login) != row.id):
        names = ", ".join(taken)
        raise DemoFailed(
            f"登录名 {names} 不属于样例，或样例账号已清除。"
            f"The login {names} is not the sample's, or an account of the sample was erased."
        )


def _prove_own(address: str, settings: Settings) -> None:
    """Let pass the address at which a word said at the door arrives in our own database.

    It is the login of a sign-in that must fail, so that it opens nothing, wherever it is heard.
    """
    word = secrets.token_hex(16)
    try:
        answer = requests.post(
            f"{address}/api/v1/tokens",
            json={"login": word, "password": secrets.token_hex(16)},
            timeout=_SECONDS,
            allow_redirects=False,
        )
    except requests.RequestException as wrong:
        raise DemoFailed(f"{address} 没有应答。It does not answer: {wrong}") from wrong
    with account.opened(settings) as (own, _), own.reading() as session:
        has_arrived = sign_in.was_tried(session, settings.secret, word)
    if not has_arrived:
        raise DemoFailed(
            f"{address} 不是本部署的网关（{answer.status_code}）。"
            f"It is not the gateway of this database and secret (it answers {answer.status_code}); "
            "call this command with the settings of the gateway at that address."
        )


def _answer(address: str, path: str, token: str | None = None) -> dict[str, Any]:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    try:
        answer = requests.get(
            f"{address}/api/v1/{path}", headers=headers, timeout=_SECONDS, allow_redirects=False
        )
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
    except (requests.RequestException, ValueError) as wrong:
        raise DemoFailed(f"{address} 没有应答。It does not answer: {wrong}") from wrong
    return found
