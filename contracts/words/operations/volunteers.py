"""The names of the operations with volunteers, teams, activities and hours."""

from __future__ import annotations

OPERATIONS = {
    "ReadVolunteersAudit": ("查看志愿服务审计", "read the audit of volunteers"),
    "ReadVolunteersLog": ("读取志愿服务事件日志", "read the log of volunteers"),
}
