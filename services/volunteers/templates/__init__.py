"""Templates of the volunteers' prints."""

from __future__ import annotations

from groundwork.printing import Template

HOUR_CERTIFICATE = Template.beside(__file__, "hour_certificate")
