"""Templates: made once, strict about what is missing, safe for whatever people write."""

from __future__ import annotations

import functools
from typing import Any

import jinja2
import segno
from markupsafe import Markup

from gateway.console import files, languages, naming, steps


@functools.cache
def environment() -> jinja2.Environment:
    """Everything that templates may use."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("gateway.console"),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]  # of the extension
        languages.translated, languages.translated_one_or_more, newstyle=True
    )
    made.filters |= {
        "moment": naming.moment,
        "day": naming.day,
        "happened_at": naming.happened_at,
        "duration": naming.duration,
        "quarter": naming.quarter,
        "yuan": naming.yuan,
        "without_ids": naming.without_ids,
    }
    made.globals |= {
        "file": files.address,
        "named": naming.named,
        "span": naming.span,
        "word": naming.value,
        "word_called": naming.value_called,
        "qr": qr,
        "role": naming.role,
        "step_word": steps.step_word,
        "happened": steps.happened,
    }
    return made


def rendered(template: str, given: dict[str, Any]) -> str:
    """A template with what it shows."""
    return environment().get_template(template).render(given)


def qr(text: str) -> Markup:
    """A QR code that grows with the letters around it."""
    code = segno.make(text, error="m")
    drawn = code.svg_inline(scale=1, border=2, omitsize=True, svgclass="qr", lineclass=None)
    # Drawn by segno, which escapes what it holds.
    return Markup(drawn)  # noqa: S704
