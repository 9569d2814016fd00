"""Ask, in a process as our services run it, for what does not come; prints what happened."""

import eventlet

eventlet.monkey_patch()

import sys  # noqa: E402

import sqlalchemy as sa  # noqa: E402

from runtime import green_postgres  # noqa: E402
from runtime.database import Database, is_absent  # noqa: E402

green_postgres.CONNECT_SECONDS = green_postgres.SILENCE_SECONDS = 0.5
database = Database(sys.argv[1], pool_size=1)

# More often than there are connections: each must come back to the pool.
for _ in range(2):
    try:
        with database.reading() as session:
            session.execute(sa.text("select pg_sleep(60)"))
    except sa.exc.DBAPIError as failure:
        print(is_absent(failure), failure.orig)  # noqa: T201 - what the test reads
