"""Fields of work (岗位类别) that needs and posts share, as people call them. R7, R9."""

from __future__ import annotations

from collections.abc import Mapping

#: Field of work → how it is called.
WORK_FIELDS: Mapping[str, tuple[str, str]] = {
    "pet_management": ("宠物管理", "Pet management"),
    "pet_keeping": ("宠物饲养", "Pet keeping"),
    "towing_trade": ("拖车行业", "Towing trade"),
    "shop_self_discipline": ("商铺自律", "Self-discipline of shops"),
    "fire_safety": ("消防安全", "Fire safety"),
    "environment": ("环境卫生", "Environment and sanitation"),
    "clothing_trade": ("服装行业", "Clothing trade"),
    "young_workers": ("青工服务", "Service for young workers"),
    "party_building": ("党建组织", "Party building"),
    "culture_and_sports": ("文体", "Culture and sports"),
    "trade_associations": ("行业协会", "Trade associations"),
    "civility": ("文明促进", "Civility"),
    "other": ("其他", "Other"),
}
