"""The closed vocabularies of what the gateway keeps itself.

What each value is called in Chinese and English stands in `contracts/words/values`.
"""

from __future__ import annotations

from enum import StrEnum


class AttachmentKind(StrEnum):
    """What an attachment is, by its content."""

    IMAGE = "image"
    PDF = "pdf"
    AUDIO = "audio"
    VIDEO = "video"


class AttachmentState(StrEnum):
    """Where an attachment stands."""

    UPLOADED = "uploaded"  # on its way into the store
    KEPT = "kept"
    REMOVED = "removed"  # only the fact that it was there remains


class Purpose(StrEnum):
    """What the consent is for; one purpose each, never several in one (PIPL art. 14)."""

    PUBLISH_PHONE = "publish_phone"  # R22
    PUBLISH_NAME = "publish_name"  # R24
    NAME_IN_NOTICE = "name_in_notice"  # R13
    PUBLISH_PHOTO = "publish_photo"  # R24
    RESERVE_LIST = "reserve_list"  # R46
    CONTACT_BY_WECHAT = "contact_by_wechat"
    CONTACT_BY_SMS = "contact_by_sms"
    SHARE_WITH_DEPARTMENT = "share_with_department"  # PIPL art. 23


class GivenHow(StrEnum):
    """How it was given."""

    WEB = "web"
    PAPER = "paper"
    IN_PERSON = "in_person"


class LogSource(StrEnum):
    """The services that keep a log for others."""

    APPEALS = "appeals"
