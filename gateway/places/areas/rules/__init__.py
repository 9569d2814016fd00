"""What holds for areas, told without a database.

`area` is one area through time, `changes` what may become of it, `tree` what must
hold between areas, `lines` how a file says all this.
"""

from __future__ import annotations

from gateway.places.areas.rules.area import Area, Name

__all__ = ["Area", "Name"]
