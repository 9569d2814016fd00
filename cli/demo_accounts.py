"""An account for each role of the sample, so that one can look around as each of them."""

from __future__ import annotations

from rich.table import Table

from cli import account
from runtime.settings import Settings
from sample.people import DENGLIANG
from vocabulary.actors import Grant, Role
from vocabulary.problems import WrongState

_STREET = f"{DENGLIANG[:9]}000"
#: Role, login, name, area.
_ACCOUNTS = (
    (Role.COMMISSIONER, "zhuanyuan", "社区专员", DENGLIANG),
    (Role.VOLUNTEER, "yigong", "义工", DENGLIANG),
    (Role.SOCIAL_WORKER, "shegong", "社工", DENGLIANG),
    (Role.WORKSTATION_STAFF, "gongzuozhan", "工作站工作人员", DENGLIANG),
    (Role.PARTY_COMMITTEE, "dangwei", "社区综合党委", DENGLIANG),
    (Role.STREET_OFFICER, "jiedaoban", "街道办", _STREET),
    (Role.STREET_PARTY_COMMITTEE, "danggongwei", "街道党工委", _STREET),
    (Role.ADMINISTRATOR, "guanliyuan", "管理员", _STREET),
)


def make_all(settings: Settings) -> dict[str, str | None]:
    """Login → initial password; none where the account was made at an earlier play."""
    made: dict[str, str | None] = {}
    with account.opened(settings) as (own, sign_in):
        for role, login, name, area in _ACCOUNTS:
            try:
                made[login] = account.make(own, sign_in, login, name, [Grant(role, area)])
            except WrongState:
                made[login] = None
    return made


def table(logins: dict[str, str | None], address: str) -> Table:
    """What to sign in with, and how a program does it."""
    body = '{"login": "…", "password": "…"}'
    caption = f"curl {address}/api/v1/tokens -H 'Content-Type: application/json' -d '{body}'"
    shown = Table(title="账号 Accounts", caption=caption)
    for heading in ("角色 Role", "登录名 Login", "初始密码 Initial password"):
        shown.add_column(heading)
    for role, login, name, _ in _ACCOUNTS:
        password = logins[login] or f"以前已显示 shown before; linli account reset {login}"
        shown.add_row(f"{name} {role.value}", login, password)
    return shown
