"""The rules of areas, without a database.

`area` is one area through time, `changes` the possible changes of it, `tree` the rules between
areas, `lines` the format of a file.
"""

from __future__ import annotations

from gateway.places.areas.rules.area import Area, Name

__all__ = ["Area", "Name"]
