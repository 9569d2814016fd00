"""Templates of recruitment's prints."""

from __future__ import annotations

from groundwork.printing import Template

CERTIFICATE = Template.beside(__file__, "certificate")
HANDBOOK = Template.beside(__file__, "handbook")
REGULATIONS = Template.beside(__file__, "regulations")
