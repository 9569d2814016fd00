"""The notice that one account saw very many contacts (查看完整信息过多)."""

from __future__ import annotations

from contracts.notice_kinds import NoticeKind, Parameter, Words, declare
from vocabulary.accounts import Language

MANY_DISCLOSURES = declare(
    NoticeKind(
        name="many_disclosures",
        zh="一个账号查看联系方式过多（综合党委、街道）",
        en="An account saw very many contacts (party committee, street)",
        parameters=(
            Parameter("account", "账号", "The account", example="chen.gong"),
            Parameter("day", "日期", "The day", example="2013-05-06"),
            Parameter("limit", "每日上限", "As many as a day are usual", example="30"),
        ),
        words={
            Language.ZH: Words(
                "账号{account}查看联系方式过多",
                "账号{account}在{day}查看的完整联系方式超过{limit}人，其中有{area}的。"
                "请核实是否为工作需要；如有疑问，请联系管理员停用该账号。",
                "账号{account}在{day}查看联系方式超过{limit}人，请核实。",
            ),
            Language.EN: Words(
                "{account} saw very many contacts",
                "The account {account} saw more than {limit} contacts whole on {day}, some of "
                "them of {area}. Ask whether the work needed it; if in doubt, have an "
                "administrator lock the account.",
                "The account {account} saw more than {limit} contacts on {day}. Ask why.",
            ),
        },
    )
)
