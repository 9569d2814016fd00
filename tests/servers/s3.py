"""A throw-away S3-compatible store: moto's server, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from typing import Self

import boto3

from gateway.files.storage.s3 import Bucket
from tests.servers import programs
from tests.servers.waiting import wait_for


class S3Server:
    """Listens on a free port, with one bucket; keeps everything in memory."""

    def __init__(self) -> None:
        self.port = programs.free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def bucket(self) -> Bucket:
        """The bucket that there is."""
        return Bucket(
            endpoint=f"http://127.0.0.1:{self.port}",
            name="linli",
            access_key="an-access-key",
            secret_key="a-secret-key",
            region="us-east-1",
        )

    def __enter__(self) -> Self:
        with programs.ended_if_it_fails(self.remove):
            self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()

    def start(self) -> None:
        """Listen, and make the bucket."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_for(lambda: programs.listens(self.port), 30, "the S3 server listens")
        bucket = self.bucket
        boto3.client(
            "s3",
            endpoint_url=bucket.endpoint,
            aws_access_key_id=bucket.access_key,
            aws_secret_access_key=bucket.secret_key,
            region_name=bucket.region,
        ).create_bucket(Bucket=bucket.name)

    def remove(self) -> None:
        """End it; nothing remains."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
