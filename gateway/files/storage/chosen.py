"""The store that the settings name."""

from __future__ import annotations

from gateway.files.storage.folder import Folder
from gateway.files.storage.interface import Storage
from runtime.settings import Settings


def storage(settings: Settings) -> Storage:
    """A bucket where one is named, else the folder `attachments` in the data folder."""
    if settings.attachments_s3_bucket is None:
        return Folder(settings.attachments_dir / "kept")
    # Loaded only where it is used: it is as large as all the rest of the gateway.
    from gateway.files.storage.s3 import S3, Bucket  # noqa: PLC0415

    return S3(
        Bucket(
            endpoint=settings.attachments_s3_endpoint or "",
            name=settings.attachments_s3_bucket,
            access_key=settings.attachments_s3_access_key or "",
            secret_key=settings.attachments_s3_secret_key or "",
            region=settings.attachments_s3_region,
            addressing=settings.attachments_s3_addressing,
        )
    )
