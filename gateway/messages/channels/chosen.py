"""The ways that the settings name."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.messages.channels.interface import Channel
from gateway.messages.channels.smtp import Smtp
from runtime.settings import Settings
from vocabulary.mail_server import server_of
from vocabulary.notices import NoticeChannel


def channels(settings: Settings) -> Mapping[NoticeChannel, Channel]:
    """A mail server and a webhook, each where it is named; the inbox needs neither."""
    found: dict[NoticeChannel, Channel] = {}
    if settings.smtp_url is not None:
        found[NoticeChannel.EMAIL] = Smtp(server_of(settings.smtp_url), settings.mail_from or "")
    if settings.notice_webhook_url is not None:
        # Loaded only where it is used.
        from gateway.messages.channels.webhook import Webhook  # noqa: PLC0415

        secret = (settings.notice_webhook_secret or "").encode()
        found[NoticeChannel.WEBHOOK] = Webhook(settings.notice_webhook_url, secret)
    return found
