"""Pictures of activities for residents (活动照片公示): shown while everybody on them agrees."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.gateway.attachments import AttachmentRecord
from contracts.registry import Answer, Request, Shape, request, shape

#: People who can be recognised on one picture.
PEOPLE_MOST = 100


@shape
class PictureConsent(Answer):
    """A consent that a picture rests on."""

    consent_id: UUID = fields.plain("The consent to publishing the photo.")
    holds: bool = fields.plain("Whether it holds today.")


@shape
class PictureView(Answer):
    """A picture that residents may see."""

    id: UUID = fields.plain("The attachment.")
    area: str = fields.place("The community of the activity.")
    shows_nobody: bool = fields.plain("Whether nobody can be recognised on it.")
    agreed: list[PictureConsent] = fields.plain("The consents of the people on it.")
    is_shown: bool = fields.plain(
        "Whether residents see it: false once a consent was withdrawn or ran out."
    )
    published_at: dt.datetime = fields.moment("When.")
    published_by: str | None = fields.account("The account that published it.", default=None)
    possible: list[str] = fields.possible()


@shape
class PictureList(Answer):
    """The published pictures of an activity, as staff see them."""

    items: list[PictureView] = fields.plain("The pictures, oldest first.")


@shape
class PublicPicture(Answer):
    """A picture as anyone sees it."""

    id: UUID = fields.plain("The picture.")
    width: int | None = fields.plain("Width of a picture in pixels.", default=None)
    height: int | None = fields.plain("Height of a picture in pixels.", default=None)


@shape
class PublicPictureList(Answer):
    """The pictures of an activity that everybody on them agrees to show today."""

    items: list[PublicPicture] = fields.plain("The pictures, oldest first.")


@shape
class PictureBody(Shape):
    """The people on a picture, by their consents."""

    consent_ids: list[UUID] | None = fields.parts(
        "The consents (`publish_photo`) of everybody who can be recognised on it.",
        fewest=0,
        most=PEOPLE_MOST,
        default=None,
    )
    shows_nobody: bool = fields.plain("Whether nobody can be recognised on it.", default=False)


@request("gateway", "publish_picture", PictureView)
class PublishPicture(PictureBody, Request[PictureView]):
    """Show a picture of an activity to residents (公示照片), or name the people on it anew."""

    attachment_id: UUID = fields.path("The picture, an attachment of an activity.")


@request("gateway", "take_picture_back", PictureView)
class TakePictureBack(Request[PictureView]):
    """Show a picture to residents no longer (撤下照片); the attachment stays."""

    attachment_id: UUID = fields.path("The picture.")


@request("gateway", "list_pictures", PictureList)
class ListPictures(Request[PictureList]):
    """List the published pictures of an activity, each with the consents that it rests on."""

    activity_id: UUID = fields.path("The activity.")


@request("gateway", "public_pictures", PublicPictureList)
class PublicPictures(Request[PublicPictureList]):
    """List the pictures of an activity that everybody on them agrees to show today."""

    activity_id: UUID = fields.path("The activity.")


@request("gateway", "find_public_picture", AttachmentRecord)
class FindPublicPicture(Request[AttachmentRecord]):
    """Find a picture that everybody on it agrees to show today."""

    attachment_id: UUID = fields.plain("The picture.")
