"""Which files become pictures for residents, and on whose word."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from contracts.gateway.words import AttachedTo, AttachmentKind, AttachmentState
from vocabulary.problems import Forbidden, WrongState, wrong_field


def check_may_publish(area: str, *, may: bool) -> None:
    """Let people pass who decide on the activities of the community.

    Raises:
        Forbidden: the actor does not.
    """
    if not may:
        raise Forbidden(
            f"只有社区 {area} 的工作站可以公示或撤下活动照片。",
            f"Only the workstation of {area} shows pictures of activities to residents, and takes "
            "them back.",
        )


def check_is_picture(attached_to: AttachedTo, kind: AttachmentKind, state: AttachmentState) -> None:
    """Let a kept picture of an activity pass.

    Raises:
        WrongState: it is a file of something else, no picture, or not there.
    """
    wanted = (AttachedTo.ACTIVITY, AttachmentKind.IMAGE, AttachmentState.KEPT)
    if (attached_to, kind, state) != wanted:
        raise WrongState(
            "只有活动的照片可以公示；请先把照片添加到活动的材料里。",
            "Only pictures of activities are shown to residents; add the picture to the "
            "activity's files first.",
        )


def check_people(consent_ids: Collection[UUID], *, shows_nobody: bool) -> None:
    """Let a picture pass with consents, or one on which nobody can be recognised.

    Raises:
        Invalid: both or neither; names `consent_ids`.
    """
    if shows_nobody == bool(consent_ids):
        raise wrong_field(
            "consent_ids",
            "one_of_two",
            zh="请选照片上每个能辨认出的人的同意书；没有人能辨认出的，请注明。二者选其一。",
            en="Name the consents of everybody who can be recognised on the picture, or say that "
            "nobody can; not both.",
        )


def check_consents(wanted: Collection[UUID], holding: Collection[UUID]) -> None:
    """Let consents to publishing the photo pass that were given for this community and hold today.

    Raises:
        Invalid: names `consent_ids`, and the first that does not.
    """
    missing = next((one for one in wanted if one not in holding), None)
    if missing is not None:
        raise wrong_field(
            "consent_ids",
            "no_consent",
            zh=f"没有找到在本社区有效的“公示照片”同意书 {missing}，请核对，或先登记同意。",
            en=f"There is no consent {missing} to publishing the photo that holds in this "
            "community; check the id, or record the consent first.",
        )


def not_published(attachment_id: UUID) -> WrongState:
    """The refusal to take a picture back that residents do not see."""
    return WrongState(
        f"照片 {attachment_id} 没有公示。", f"Picture {attachment_id} is not published."
    )
