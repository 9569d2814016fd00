"""The closed vocabularies of what the gateway keeps itself."""

from __future__ import annotations

from enum import StrEnum


class AttachmentKind(StrEnum):
    """What an attachment is, by its content."""

    IMAGE = "image"  # 图片
    PDF = "pdf"
    AUDIO = "audio"  # 音频
    VIDEO = "video"  # 视频


class AttachmentState(StrEnum):
    """Where an attachment stands."""

    UPLOADED = "uploaded"  # on its way into the store
    KEPT = "kept"
    REMOVED = "removed"  # only the fact that it was there remains


class Purpose(StrEnum):
    """What the consent is for; one purpose each, never several in one (PIPL art. 14)."""

    PUBLISH_PHONE = "publish_phone"  # 公示电话 (R22)
    PUBLISH_NAME = "publish_name"  # 公示姓名 (R24)
    NAME_IN_NOTICE = "name_in_notice"  # 公示期公示人选姓名 (R13)
    PUBLISH_PHOTO = "publish_photo"  # 公示照片 (R24)
    RESERVE_LIST = "reserve_list"  # 列入后备名单 (R46)
    CONTACT_BY_WECHAT = "contact_by_wechat"  # 通过微信联系
    CONTACT_BY_SMS = "contact_by_sms"  # 通过短信联系
    SHARE_WITH_DEPARTMENT = "share_with_department"  # 提供给其他部门 (PIPL art. 23)


class GivenHow(StrEnum):
    """How it was given."""

    WEB = "web"  # 网上
    PAPER = "paper"  # 纸质
    IN_PERSON = "in_person"  # 当面


class LogSource(StrEnum):
    """The services that publish events, and keep a log of them for others."""

    APPEALS = "appeals"
    RECRUITMENT = "recruitment"
    GATEWAY = "gateway"
