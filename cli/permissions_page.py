"""The page of the documentation that shows the table of permissions, with the routes of each action."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from contracts.words import value_name
from gateway.app import openapi_document
from vocabulary.actors import Role
from vocabulary.permissions import TABLE, Action, Row, Scope

_SCOPES = {
    Scope.OWN: "本人 own",
    Scope.TEAM: "团队 team",
    Scope.COMMUNITY: "社区 community",
    Scope.STREET: "街道 street",
    Scope.DISTRICT: "区 district",
}
_HEAD = """# 权限表 Permissions

谁可以做什么、范围多大，只写在一张表里（`vocabulary/permitted/`，每个服务一份）。接口按表放行，各服务对每一行数据再按同一张表检查一次；参数只能缩小范围，不能扩大。本页由 `linli contracts permissions` 生成。

One table says who may do what, and how far (`vocabulary/permitted/`, a part for each service). The gateway lets callers pass by it, and every service asks it again for each row; a parameter narrows, and never widens. This page is printed by `linli contracts permissions`.

角色只在任职的区划内有效；范围说明在其中可以用到多宽。A role counts only inside the area at which it is held; the scope says how wide it may be used there.

| 范围 scope | 含义 meaning |
|---|---|
| 本人 own | 交给本人办理的，或本人登记的。What is assigned to the account, or made by it. |
| 团队 team | 本人以该角色带领或参加的团队的，以及本人的。What belongs to a team that the account leads or belongs to in this role, and what is its own. |
| 社区 community | 任职社区的全部；在街道任职的，为其下每个社区；在街道以上任职的无效。Everything in the community; held at a street, in each of its communities; held above a street it does not count. |
| 街道 street | 任职区划及其下的全部。Everything in the area at which it is held, and below. |
| 区 district | 同“街道”，但只有在区级及以上任职的有效。The same as street, but only where the role is held at a district or above. |
| ✓ | 任何已登录的账号，不论有无角色；涉及个人的，限本人。Every account that is signed in, with a role or without; of what belongs to a person, one's own. |

持有多个角色的，各角色分别计算；历史记录、事件和审计写明实际据以办理的角色。Several roles each count for themselves; history, events and audit name the one that allowed what was done.

"""


def text() -> str:
    """The whole page."""
    return _HEAD + "\n".join([*_table(), "", *_routes()]) + "\n"


def _table() -> Iterator[str]:
    columns = ["操作 action", "任何账号 every account", *(value_name(role).both for role in Role)]
    yield "## 操作与角色 Actions and roles\n"
    yield _line(columns)
    yield _line(["---"] * len(columns))
    for action, row in TABLE.items():
        if action is not Action.ANYONE:
            yield _line([f"`{action.value}`<br>{row.zh}。{row.en}.", *_cells(row)])


def _cells(row: Row) -> Iterator[str]:
    yield "✓" if row.every_account else ""
    for role in Role:
        scope = row.scopes.get(role)
        yield "" if scope is None else _SCOPES[scope]


def _routes() -> Iterator[str]:
    routes = defaultdict(list)
    for path, item in openapi_document()["paths"].items():
        for method, operation in item.items():
            if method != "parameters":
                routes[Action(operation["x-permission"])].append(f"`{method.upper()} {path}`")
    yield "## 操作与接口 Actions and routes\n"
    yield f"`{Action.ANYONE.value}`：{TABLE[Action.ANYONE].zh}。{TABLE[Action.ANYONE].en}.\n"
    yield _line(["操作 action", "接口 routes"])
    yield _line(["---", "---"])
    for action in TABLE:
        named = "<br>".join(routes[action]) or "由服务检查 checked inside a service"
        yield _line([f"`{action.value}`", named])


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
