"""The names of the values in the audit (审计)."""

from __future__ import annotations

VALUES = {
    "Change": {
        "inserted": ("新增", "inserted"),
        "updated": ("修改", "updated"),
        "deleted": ("删除", "deleted"),
        "noted": ("记录", "noted"),
    },
}
