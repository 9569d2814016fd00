"""Templates of the prints of incentives."""

from __future__ import annotations

from groundwork.printing import Template

HONOUR = Template.beside(__file__, "honour")
NEWS = Template.beside(__file__, "news")
SLIPS = Template.beside(__file__, "slips")
WORK_REPORT = Template.beside(__file__, "work_report")
