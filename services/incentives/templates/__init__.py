"""Templates of the prints of incentives."""

from __future__ import annotations

from groundwork.printing import Template

WORK_REPORT = Template.beside(__file__, "work_report")
