"""The names of the values that all services share."""

from __future__ import annotations

VALUES = {
    "Role": {
        "commissioner": ("社区专员", "commissioner"),
        "volunteer": ("义工", "volunteer"),
        "social_worker": ("社工", "social worker"),
        "workstation_staff": ("社区工作站", "workstation"),
        "party_committee": ("社区综合党委", "party committee"),
        "street_officer": ("街道办", "street office"),
        "street_party_committee": ("街道党工委", "street party committee"),
        "administrator": ("管理员", "administrator"),
    },
    "Level": {
        "province": ("省", "province"),
        "city": ("市", "city"),
        "district": ("区", "district"),
        "street": ("街道", "street"),
        "community": ("社区", "community"),
    },
    "StreetKind": {
        "subdistrict": ("街道", "subdistrict"),
        "town": ("镇", "town"),
        "township": ("乡", "township"),
        "similar": ("类似乡级单位", "similar unit"),
    },
    "AreaChange": {
        "added": ("新增", "added"),
        "renamed": ("更名", "renamed"),
        "ended": ("终止", "ended"),
        "corrected": ("更正", "corrected"),
    },
    "AccountState": {
        "active": ("可使用", "active"),
        "locked": ("已停用", "locked"),
        "closed": ("已注销", "closed"),
    },
    "Language": {"zh": ("中文", "Chinese"), "en": ("英文", "English")},
    "Need": {
        "change_password": ("修改初始密码", "change the initial password"),
        "enrol_second_factor": ("绑定第二因素", "enrol a second factor"),
    },
    "Proof": {
        "password": ("密码", "password"),
        "password_and_code": ("密码和验证码", "password and code"),
        "password_and_recovery_code": ("密码和恢复码", "password and recovery code"),
        "openid_connect": ("统一身份认证", "city's account system"),
        "openid_second_factor": (
            "统一身份认证（含第二因素）",
            "city's account system with a second factor",
        ),
        "openid_and_code": ("统一身份认证和验证码", "city's account system and code"),
        "openid_and_recovery_code": (
            "统一身份认证和恢复码",
            "city's account system and recovery code",
        ),
    },
    "SignInKind": {"browser": ("浏览器", "browser"), "program": ("程序", "program")},
    "DeliveryState": {
        "waiting": ("待发送", "waiting"),
        "sent": ("已发送", "sent"),
        "failed": ("发送失败", "failed"),
        "dropped": ("已放弃", "dropped"),
    },
    "NoticeChannel": {
        "email": ("电子邮件", "e-mail"),
        "webhook": ("短信或微信", "text message or WeChat"),
    },
    "Kind": {
        "mobile": ("手机号", "mobile number"),
        "landline": ("固定电话", "landline number"),
        "identity_card": ("证件号", "identity card number"),
        "bank_card": ("银行卡号", "bank card number"),
        "email": ("邮箱", "e-mail address"),
        "account": ("社交账号", "account on a social network"),
    },
}
