"""The closed vocabularies of what the gateway keeps itself.

`contracts/words/values` has the Chinese and English name of each value.
"""

from __future__ import annotations

from enum import StrEnum


class AttachmentKind(StrEnum):
    """The kinds of attachments, by their content."""

    IMAGE = "image"
    PDF = "pdf"
    AUDIO = "audio"
    VIDEO = "video"


class AttachmentState(StrEnum):
    """Where an attachment stands."""

    UPLOADED = "uploaded"  # on its way into the store
    KEPT = "kept"
    REMOVED = "removed"  # only the fact that it was there remains


class AttachedTo(StrEnum):
    """The kinds of things that files are attached to, each of one service."""

    APPEAL = "appeal"
    TRAINING_SESSION = "training_session"
    ACTIVITY = "activity"
    GROUP = "group"
    FUND_APPLICATION = "fund_application"
    FUND_RECEIPT = "fund_receipt"


class Purpose(StrEnum):
    """The purposes of consents; one for each consent, never several together (PIPL art. 14)."""

    PUBLISH_PHONE = "publish_phone"  # R22
    PUBLISH_NAME = "publish_name"  # R24
    NAME_IN_NOTICE = "name_in_notice"  # R13
    PUBLISH_PHOTO = "publish_photo"  # R24
    RESERVE_LIST = "reserve_list"  # R46
    CONTACT_BY_WECHAT = "contact_by_wechat"
    CONTACT_BY_SMS = "contact_by_sms"
    SHARE_WITH_DEPARTMENT = "share_with_department"  # PIPL art. 23
    NATIONAL_VOLUNTEER_RECORD = "national_volunteer_record"  # 志愿服务信息系统
    CONTACT_BY_COMMISSIONER = "contact_by_commissioner"


class Guardianship(StrEnum):
    """What the guardian of a minor (监护人) is to them; Civil Code art. 27."""

    PARENT = "parent"
    GRANDPARENT = "grandparent"
    ADULT_SIBLING = "adult_sibling"
    OTHER = "other"


class GivenHow(StrEnum):
    """How it was given."""

    WEB = "web"
    PAPER = "paper"
    IN_PERSON = "in_person"


class LogSource(StrEnum):
    """The services that publish events, and keep a log of them for others."""

    APPEALS = "appeals"
    RECRUITMENT = "recruitment"
    VOLUNTEERS = "volunteers"
    INCENTIVES = "incentives"
    STREET = "street"
    GATEWAY = "gateway"
