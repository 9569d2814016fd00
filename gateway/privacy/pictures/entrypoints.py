"""How the routes reach the pictures."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.gateway.pictures import (
    FindPublicPicture,
    ListPictures,
    PublicPictures,
    PublishPicture,
    TakePictureBack,
)
from gateway.privacy.pictures import operations, queries


class PicturesEntrypoints(Service):
    """Publishing, taking back, showing."""

    publish_picture = writes(PublishPicture, operations.publish)
    take_picture_back = writes(TakePictureBack, operations.take_back)
    list_pictures = reads(ListPictures, queries.listed)
    public_pictures = reads(PublicPictures, queries.public)
    find_public_picture = reads(FindPublicPicture, queries.find_public)
