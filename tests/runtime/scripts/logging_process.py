"""Write what a process of ours may write to its log, in the form given."""

import logging
import sys

import structlog

from runtime import logs

logs.configure("info", sys.argv[1])
log = logs.logger("services.appeals")
structlog.contextvars.bind_contextvars(correlation_id="c-17")
log.debug("too_small")
log.info("appeal_closed", number="〔2013〕17", day=logging)
logging.getLogger("library").warning("disk %s", "full")
logging.getLogger("alembic.runtime").info("too chatty")
try:
    raise ValueError("内部")  # noqa: TRY301 - what is logged
except ValueError:
    log.exception("broke")
    logging.getLogger("library").exception("broke too")
