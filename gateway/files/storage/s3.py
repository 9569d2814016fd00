"""A bucket of an S3-compatible store, for a deployment with more than one gateway."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from urllib3.exceptions import HTTPError

from gateway.files.storage.interface import PIECE_BYTES, Missing, away
from runtime.logs import logger

log = logger(__name__)

_PREFIX = "attachments/"
_CONNECT_SECONDS, _READ_SECONDS = 3, 20
_CONNECTIONS = 20
_ABSENT = {"NoSuchKey", "404"}


@dataclass(frozen=True)
class Bucket:
    """The bucket, its address and its keys; the bucket exists already."""

    endpoint: str
    name: str
    access_key: str = field(repr=False)
    secret_key: str = field(repr=False)
    region: str
    #: `path` or `virtual`: whether the bucket stands in the path or in the host's name.
    addressing: str = "path"


class S3:
    """Files in a bucket, under `attachments/`."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket.name
        session = boto3.session.Session()
        self._client: Any = session.client(
            "s3",
            endpoint_url=bucket.endpoint,
            aws_access_key_id=bucket.access_key,
            aws_secret_access_key=bucket.secret_key,
            region_name=bucket.region,
            config=Config(
                connect_timeout=_CONNECT_SECONDS,
                read_timeout=_READ_SECONDS,
                retries={"total_max_attempts": 2, "mode": "standard"},
                max_pool_connections=_CONNECTIONS,
                s3={"addressing_style": bucket.addressing},
                # Checksums beyond the standard's own are not known to every compatible store.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )

    def put(self, key: str, source: Path) -> None:
        """Keep the file."""
        with _translated(key), source.open("rb") as file:
            self._client.put_object(
                Bucket=self._bucket,
                Key=_PREFIX + key,
                Body=file,
                ContentLength=source.stat().st_size,
                ContentType="application/octet-stream",
                # Required: a store that cannot encrypt refuses, so that no plain file lies there.
                ServerSideEncryption="AES256",
            )

    def read(self, key: str, start: int, stop: int) -> Iterator[bytes]:
        """The bytes from `start` up to before `stop`."""
        with _translated(key):
            found = self._client.get_object(
                Bucket=self._bucket, Key=_PREFIX + key, Range=f"bytes={start}-{stop - 1}"
            )
        return _pieces(key, found["Body"])

    def delete(self, key: str) -> None:
        """Delete the content under the key."""
        with _translated(key):
            self._client.delete_object(Bucket=self._bucket, Key=_PREFIX + key)


def _pieces(key: str, body: Any) -> Iterator[bytes]:
    with contextlib.closing(body), _translated(key):
        yield from body.iter_chunks(PIECE_BYTES)


@contextlib.contextmanager
def _translated(key: str) -> Iterator[None]:
    try:
        yield
    except ClientError as refused:
        code = refused.response.get("Error", {}).get("Code", "")
        if code in _ABSENT:
            raise Missing(key) from None
        log.warning("attachments_store_refuses", code=code)
        raise away() from refused
    except (BotoCoreError, HTTPError, OSError) as trouble:
        log.warning("attachments_store_away", error=type(trouble).__name__)
        raise away() from trouble
