"""Areas for tests, brought in as files."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

from contracts.gateway.areas import ImportAreas, ImportReport
from gateway.places.areas import operations
from runtime.database import Database
from vocabulary.actors import Actor

SAMPLE = Path(__file__).parents[1] / "sample" / "areas.csv"
HEADING = "code,name_zh,name_en,valid_from,valid_to,successor,is_sample"
#: Everything around the communities of 南山街道.
AROUND = (
    "440000000000,广东省,Guangdong Province",
    "440300000000,深圳市,Shenzhen City",
    "440305000000,南山区,Nanshan District",
    "440305007000,南山街道,Nanshan Street",
)


def a_file(*lines: str, heading: str = HEADING) -> bytes:
    """A CSV file with these lines."""
    return "\n".join([heading, *lines, ""]).encode()


def imported(
    database: Database, content: bytes, actor: Actor | None = None, *, check: bool = False
) -> ImportReport:
    """What importing a file changes."""
    request = ImportAreas(content=b64encode(content).decode(), check=check)
    with database.writing() as session:
        return operations.import_content(session, actor, request)
