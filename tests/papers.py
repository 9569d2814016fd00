"""What a printed document says, as a reader finds it."""

from __future__ import annotations

import io

import pypdf


def opened(document: bytes) -> pypdf.PdfReader:
    """The document, read."""
    return pypdf.PdfReader(io.BytesIO(document))


def text_of(document: bytes) -> str:
    """All its words without the blanks, which stand where the setting put them."""
    return "".join("".join(page.extract_text().split()) for page in opened(document).pages)
