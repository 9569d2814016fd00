"""The names of the fields of the street (街道)."""

from __future__ import annotations

FIELDS = {
    "by_applicant_group": ("按诉求人群体", "by applicant group"),
    "by_category": ("按类别", "by category"),
    "by_channel": ("按渠道", "by channel"),
    "begins": ("月份", "month"),
    "by_outcome": ("按办结方式", "by outcome"),
    "closed": ("办结数", "closed"),
    "include_predecessors": ("含并入的区划", "include merged areas"),
    "receptions": ("接待人次", "person-visits"),
    "receptions_by_community": ("各社区接待人次", "person-visits by community"),
    "settled": ("化解数", "settled"),
    "settled_rate": ("化解率", "settled rate"),
}
