"""What the operations on the figures of the street (街道) are called."""

from __future__ import annotations

OPERATIONS = {
    "ReadStreetAudit": ("查看街道统计审计", "read the audit of the street"),
    "ShowTotals": ("查看诉求统计", "show the totals"),
}
