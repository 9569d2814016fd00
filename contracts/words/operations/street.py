"""The names of the operations on the figures of the street (街道)."""

from __future__ import annotations

OPERATIONS = {
    "ListDigests": ("查看各区划数字汇总", "list the digests of areas"),
    "FollowPublicFigures": ("实时查看公开的数字", "follow the figures for anyone"),
    "FollowFigures": ("实时查看数字", "follow the figures"),
    "ReadStreetAudit": ("查看街道统计审计", "read the audit of the street"),
    "ReadStreetLog": ("读取街道统计事件日志", "read the log of the street"),
    "ShowPublicTotals": ("查看公开的诉求统计", "show the totals for anyone"),
    "ShowMonths": ("查看分月诉求统计", "show appeals by month"),
    "ShowTotals": ("查看诉求统计", "show the totals"),
    "WatchFigures": ("跟踪数字变化", "watch the figures"),
}
