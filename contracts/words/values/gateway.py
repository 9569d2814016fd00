"""The names of the values of the gateway's own data."""

from __future__ import annotations

VALUES = {
    "AttachmentKind": {
        "image": ("图片", "image"),
        "pdf": ("PDF 文件", "PDF"),
        "audio": ("音频", "audio"),
        "video": ("视频", "video"),
    },
    "AttachmentState": {
        "uploaded": ("上传中", "being stored"),
        "kept": ("已保存", "kept"),
        "removed": ("已删除", "removed"),
    },
    "AttachedTo": {
        "appeal": ("诉求", "appeal"),
        "training_session": ("培训", "training session"),
        "activity": ("活动", "activity"),
        "group": ("队伍", "group"),
        "fund_application": ("扶持资金申请", "application to the support fund"),
        "fund_receipt": ("票据", "receipt"),
    },
    "Purpose": {
        "publish_phone": ("公示电话", "publish the phone"),
        "publish_name": ("公示姓名", "publish the name"),
        "name_in_notice": ("公示期公示人选姓名", "name the candidate in the public notice"),
        "publish_photo": ("公示照片", "publish the photo"),
        "reserve_list": ("列入后备名单", "stay on the reserve list"),
        "contact_by_wechat": ("通过微信联系", "contact by WeChat"),
        "contact_by_sms": ("通过短信联系", "contact by text message"),
        "share_with_department": ("提供给其他部门", "share with another department"),
        "national_volunteer_record": (
            "录入志愿服务信息系统",
            "data for the national record of volunteers",
        ),
        "contact_by_commissioner": ("由团队专员联系", "contact by the team's commissioner"),
    },
    "Guardianship": {
        "parent": ("父母", "parent"),
        "grandparent": ("祖父母、外祖父母", "grandparent"),
        "adult_sibling": ("成年兄姐", "adult brother or sister"),
        "other": ("其他监护人", "another guardian"),
    },
    "GivenHow": {
        "web": ("网上", "on the web"),
        "paper": ("纸质", "on paper"),
        "in_person": ("当面", "in person"),
    },
    "LogSource": {
        "appeals": ("诉求", "appeals"),
        "recruitment": ("招募与聘任", "recruitment"),
        "volunteers": ("志愿服务", "volunteers"),
        "incentives": ("履职与激励", "incentives"),
        "street": ("街道统计", "street"),
        "gateway": ("平台", "platform"),
    },
    "Service": {
        "appeals": ("诉求", "appeals"),
        "recruitment": ("招募与聘任", "recruitment"),
        "volunteers": ("志愿服务", "volunteers"),
        "street": ("街道统计", "street"),
        "incentives": ("履职与激励", "incentives"),
        "gateway": ("网关", "gateway"),
    },
}
