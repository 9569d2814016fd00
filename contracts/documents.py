"""Documents (文件) that a service made and that travel whole in an answer."""

from __future__ import annotations

import base64

from contracts import fields
from contracts.registry import Answer, shape

PDF_TYPE = "application/pdf"
#: A calendar (iCalendar, RFC 5545), for the calendars of phones and computers.
CALENDAR_TYPE = "text/calendar"
#: A feed (Atom, RFC 4287), for readers of news.
FEED_TYPE = "application/atom+xml"


@shape
class Document(Answer):
    """A PDF for A4, ready to be printed, a calendar, or a feed."""

    name: str = fields.plain("What the file is called, with its ending.", example="聘书.pdf")
    content: str = fields.plain("The file, as base64.", example="JVBERi0xLjcK")

    @classmethod
    def of(cls, name: str, content: bytes) -> Document:
        """The document of these bytes."""
        return cls(name=name, content=base64.b64encode(content).decode())

    @property
    def as_bytes(self) -> bytes:
        """The file itself."""
        return base64.b64decode(self.content)
