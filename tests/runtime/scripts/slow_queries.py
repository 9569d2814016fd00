"""Ten slow queries at once in a process as our services run it; prints how long they took."""

import eventlet

eventlet.monkey_patch()

import sys  # noqa: E402

import sqlalchemy as sa  # noqa: E402

from runtime import clock  # noqa: E402
from runtime.database import Database  # noqa: E402

database = Database(sys.argv[1])


def ask(_number: int) -> None:
    """Wait in the database for 0.3 seconds."""
    with database.reading() as session:
        session.execute(sa.text("select pg_sleep(0.3)"))


began = clock.monotonic()
list(eventlet.GreenPool().imap(ask, range(10)))
print(clock.monotonic() - began)  # noqa: T201 - what the test reads
