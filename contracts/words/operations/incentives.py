"""The names of the operations on scorecards, reports and honours (履职评价与激励)."""

from __future__ import annotations

OPERATIONS = {
    "ReadIncentivesAudit": ("查看履职激励审计", "read the audit of incentives"),
    "ReadIncentivesLog": ("读取履职激励事件", "read the log of incentives"),
}
