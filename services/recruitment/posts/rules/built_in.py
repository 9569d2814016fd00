"""Templates that come with the system: the posts that the source names, and its communities (R9, R65).

The names are the source's; duties and promises are our proposal, to be edited.
The four communities hold what the source names for them, which is not all that
they have.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from contracts.recruitment.words import PostCategory
from contracts.words import value_name


@dataclass(frozen=True)
class Words:
    """A post in any community."""

    category: str
    title: str
    duties: str
    promises: tuple[str, ...]


@dataclass(frozen=True)
class Template:
    """One named post, or those of a whole community."""

    code: str
    zh: str
    en: str
    posts: tuple[Words, ...]
    is_community: bool = False


_ANSWERED = "居民反映的问题三个工作日内答复。"

_POSTS = (
    Words(
        "pet_management",
        "宠物管理社区专员",
        "宣传文明养犬，劝导遛犬牵绳和清理粪便，协助办理犬只登记，调解因宠物引起的邻里纠纷。",
        ("每月组织一次文明养宠宣传。", _ANSWERED),
    ),
    Words(
        "pet_keeping",
        "宠物饲养社区专员",
        "联络饲养宠物的居民，组织疫苗接种和养护交流，引导居民自律。",
        ("每季度组织一次疫苗接种或养护交流。", _ANSWERED),
    ),
    Words(
        "towing_trade",
        "拖车行业社区专员",
        "联络社区内拖车企业和司机，协调车辆停放、噪声和通行问题，传达行业要求。",
        ("每月走访一次拖车企业。", _ANSWERED),
    ),
    Words(
        "shop_self_discipline",
        "商铺自律社区专员",
        "联络沿街商铺，推动门前整洁、不占道经营、不扰民，组织商铺互相监督。",
        ("每月巡查一次沿街商铺。", _ANSWERED),
    ),
    Words(
        "fire_safety",
        "消防安全社区专员",
        "巡查楼道消防设施和安全通道，督促整改隐患，组织消防演练和宣传。",
        ("每月巡查一次楼道消防设施。", _ANSWERED),
    ),
    Words(
        "environment",
        "环境卫生社区专员",
        "巡查公共场所卫生，劝导垃圾分类和定点投放，联系保洁单位处理脏乱问题。",
        ("每周巡查一次公共场所。", _ANSWERED),
    ),
    Words(
        "clothing_trade",
        "服装行业社区专员",
        "联络服装企业和商户，反映经营诉求，协调用工、仓储和消防等问题。",
        ("每月走访一次服装企业和商户。", _ANSWERED),
    ),
    Words(
        "young_workers",
        "青工服务社区专员",
        "联系青年职工，组织交友、学习和文体活动，帮助解决居住和生活困难。",
        ("每月组织一次青年职工活动。", _ANSWERED),
    ),
    Words(
        "party_building",
        "党建组织社区专员",
        "联系社区党员，协助开展组织生活和志愿服务，听取党员和群众意见。",
        ("每月联系一次社区党员。", _ANSWERED),
    ),
    Words(
        "culture_and_sports",
        "文体社区专员",
        "组织文艺和体育队伍，安排活动场地，丰富居民业余生活。",
        ("每月组织一次文体活动。", _ANSWERED),
    ),
    Words(
        "trade_associations",
        "行业协会社区专员",
        "联络社区内行业协会和会员单位，反映行业诉求，推动行业参与社区服务。",
        ("每季度召集一次行业座谈。", _ANSWERED),
    ),
    Words(
        "civility",
        "文明促进社区专员",
        "劝导不文明行为，组织文明宣传和志愿服务，推动邻里互助。",
        ("每月组织一次文明劝导。", _ANSWERED),
    ),
)
OF_CATEGORY: Mapping[str, Words] = {words.category: words for words in _POSTS}


def _community(code: str, zh: str, en: str, *categories: str) -> Template:
    posts = tuple(OF_CATEGORY[category] for category in categories)
    return Template(code, zh, en, posts, is_community=True)


_ALL = (
    *(
        Template(
            words.category, words.title, value_name(PostCategory(words.category)).label, (words,)
        )
        for words in _POSTS
    ),
    _community("lilin", "荔林社区岗位", "Posts of Lilin", "pet_management", "party_building"),
    _community("dingtaifenghua", "鼎太风华社区岗位", "Posts of Dingtaifenghua", "pet_management"),
    _community(
        "yueliangwan",
        "月亮湾社区岗位",
        "Posts of Yueliangwan",
        "towing_trade",
        "shop_self_discipline",
        "fire_safety",
        "environment",
    ),
    _community(
        "dengliang", "登良社区岗位", "Posts of Dengliang", "clothing_trade", "young_workers"
    ),
)
#: By their codes.
TEMPLATES: Mapping[str, Template] = {template.code: template for template in _ALL}
