"""Pictures of activities for residents, while everybody on them agrees."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.gateway.pictures import (
    FindPublicPicture,
    ListPictures,
    PublicPictures,
    PublishPicture,
    TakePictureBack,
)
from contracts.volunteers.activities import ShowActivity, ShowPublicActivity
from gateway.api.recruitment.named_accounts import aside
from gateway.files.attachments.queries import no_such
from gateway.http.downloads import download
from gateway.http.file_routes import FileRoutes
from gateway.http.routes import Plain, dependencies, hand_on
from vocabulary.permissions import Action

routes = FileRoutes("pictures", "活动照片 · Pictures of activities for residents")

_ONE = "/api/v1/attachments/<uuid:attachment_id>/publication"
_OF_ACTIVITY = "activities/<uuid:activity_id>/pictures"

routes.asks("PUT", _ONE, PublishPicture, may=Action.ACTIVITY_DECIDE)
routes.asks("DELETE", _ONE, TakePictureBack, may=Action.ACTIVITY_DECIDE)


@routes.asking("GET", f"/api/v1/{_OF_ACTIVITY}", ListPictures, may=Action.ACTIVITY_READ)
def pictures(request: ListPictures) -> Plain:
    """Only of activities that the caller may read; others are not known."""
    aside(ShowActivity(activity_id=request.activity_id))
    return hand_on(request)


@routes.asking("GET", f"/api/v1/public/{_OF_ACTIVITY}", PublicPictures, may=Action.ANYONE)
def public_pictures(request: PublicPictures) -> Plain:
    """Only of activities that were published themselves."""
    aside(ShowPublicActivity(activity_id=request.activity_id))
    return hand_on(request)


@routes.download("/api/v1/public/pictures/<uuid:attachment_id>", may=Action.ANYONE)
def fetch_public_picture(attachment_id: UUID) -> flask.Response:
    """Fetch a picture of an activity that everybody on it agrees to show today."""
    found = aside(FindPublicPicture(attachment_id=attachment_id))
    if found.thing_id is None:
        raise no_such(attachment_id)
    aside(ShowPublicActivity(activity_id=found.thing_id))
    return download(dependencies().attachment_store.storage, found)
