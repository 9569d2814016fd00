"""A plain official paper, printed as a service would print its own."""

from __future__ import annotations

from groundwork.printing import Template

LETTER = Template.beside(__file__, "letter")
