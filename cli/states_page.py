"""The page of the documentation that shows every table of states."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from typing import Any

import services
from vocabulary.state_table import Row, StateTable

_HEAD = """# 状态表 States

每一类事项从哪个状态、经哪个操作、到哪个状态，只写在一张表里；接口回答的 `possible` 按表列出此刻可办的操作（地址的最后一段）。本页由 `linli contracts states` 生成。

Where a thing can go from each state, and by which deed, stands in one table each. The field `possible` of an answer lists what can be done now, by the last part of its address; `edit` is a `PUT` on the thing itself, `removal` a `DELETE`. This page is printed by `linli contracts states`.
"""


def tables() -> dict[str, StateTable[Any, Any]]:
    """Every table of states in the services, by the module that holds it."""
    found = {}
    for module in pkgutil.walk_packages(services.__path__, "services."):
        if ".rules" in module.name:
            table = getattr(importlib.import_module(module.name), "TABLE", None)
            if isinstance(table, StateTable):
                found[module.name] = table
    return found


def text() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *(line for table in tables().values() for line in _section(table))])


def _section(table: StateTable[Any, Any]) -> Iterator[str]:
    zh, en = (words.format("").strip() for words in table.thing)
    yield f"## {zh} {en}\n"
    yield "| 状态 state | |\n|---|---|"
    for state, (state_zh, state_en) in table.states.items():
        yield f"| `{state}` | {state_zh} {state_en} |"
    yield "\n| 操作 deed | 从 → 到 from → to | 权限 right | 地址 address |\n|---|---|---|---|"
    for row in table.deeds.values():
        by_nobody = "不用账号 without an account" if row.route else "系统 the system"
        right = f"`{row.action}`" if row.action else by_nobody
        address = f"`{row.route}`" if row.route else ""
        yield f"| {row.zh} {row.en} | {_moves(row)} | {right} | {address} |"
    yield ""


def _moves(row: Row[Any]) -> str:
    moves: Mapping[Any, Any] = row.moves
    return "<br>".join(
        f"{before} 不变 stays" if before is after else f"{before} → {after}"
        for before, after in moves.items()
    )
