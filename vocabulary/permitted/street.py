"""Permissions for the street's figures."""

from __future__ import annotations

from collections.abc import Mapping

from vocabulary.permitted.actions import Action
from vocabulary.permitted.rows import Row, row

ROWS: Mapping[Action, Row] = {
    Action.FIGURES_READ: row(
        "查看统计数字（与公开数字相同，不含个人信息）",
        "Read the figures, the same as the public ones; they name no person",
        every_account=True,
    ),
}
