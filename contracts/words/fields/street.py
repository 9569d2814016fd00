"""The names of the fields of the street (街道)."""

from __future__ import annotations

FIELDS = {
    "begins": ("起始日期", "first day"),
    "by_applicant_group": ("按诉求人群体", "by applicant group"),
    "by_category": ("按类别", "by category"),
    "by_channel": ("按渠道", "by channel"),
    "by_outcome": ("按办结方式", "by outcome"),
    "closed": ("办结数", "closed"),
    "generation": ("统计代次", "generation"),
    "heard": ("已计入的事件", "what it stands for"),
    "include_predecessors": ("含并入的区划", "include merged areas"),
    "level": ("级别", "level"),
    "merged_into": ("并入的区划", "merged into"),
    "periods": ("各时段数字", "figures by period"),
    "rebuilt_percent": ("已重新统计（%）", "counted again in percent"),
    "receptions": ("接待人次", "person-visits"),
    "receptions_by_community": ("各社区接待人次", "person-visits by community"),
    "sequence": ("事件序号", "place in the log"),
    "settled": ("化解数", "settled"),
    "settled_rate": ("化解率", "settled rate"),
    "appointed": ("聘任人次", "terms begun"),
    "activities": ("举办活动", "activities held"),
    "service_minutes": ("志愿服务分钟数", "minutes of service"),
    "honours": ("授予荣誉", "honours awarded"),
    "in_office": ("在任专员", "commissioners in office"),
    "posts": ("岗位", "posts"),
    "vacant_posts": ("空缺岗位", "vacant posts"),
    "interim_posts": ("临时负责岗位", "posts held in the interim"),
    "span": ("时段", "period"),
}
