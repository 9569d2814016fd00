"""How a process lives: set up, serve, stop in time.

The caller patches the standard library with eventlet before importing this.
"""

from __future__ import annotations

import gc
import signal
import ssl
import threading
from collections.abc import Callable, Sequence
from typing import Any

import eventlet
import kombu
from eventlet import hubs
from nameko.runners import ServiceRunner

from bus import embedded, failpoints, topology, watchdog
from bus.process import Process
from contracts import registry
from runtime import logs, waiting
from runtime.health import HEALTH
from runtime.http import health
from runtime.settings import Settings

log = logs.logger(__name__)
#: New objects before garbage is looked for. A request makes thousands, nearly all of which go by
#: themselves; at Python's 700 a tenth of the time went into looking.
_COLLECT_AFTER = 20_000


def serve(
    services: Sequence[Any], settings: Settings, *, known: Callable[[], Sequence[Any]]
) -> int:
    """Run these services in this process until SIGTERM; returns the exit code.

    `known` gives all existing services: the queues of those that run elsewhere, or later, must
    exist before the first event is published. To load them takes longer than all else, so it is
    asked only where this process declares them.
    """
    logs.configure(settings.log_level, settings.log_format)
    failpoints.arm(settings.failpoint)
    wanted = _wanted(known()) if settings.amqp_declare else None
    names = [service.name for service in services]
    process = Process(settings, name="+".join(names), tls=_tls(settings))
    process.all_queues = lambda: topology.queues_of(wanted or _wanted(known()))
    config = _nameko_config(settings, process)
    process.start()
    if wanted is None:
        process.may_publish.set()
    else:
        eventlet.spawn(_declare, config, wanted)
    # Each part brings its own check as it starts; without this one the process would look ready too
    # early.
    HEALTH.watch("start", lambda: "the services are starting")
    if settings.health_port is not None:
        health.start(settings.health_host, settings.health_port)
    runner = ServiceRunner(config)
    for service in services:
        runner.add_service(service)
    stopped = _on_signal()
    log.info("process_starts", services=names, embedded=settings.is_embedded)
    runner.start()
    HEALTH.forget("start")
    _keep_what_is_here()
    watchdog.start(settings.hang_seconds)
    log.info("process_serves", services=names)
    died = eventlet.spawn(_outcome, runner)
    while not stopped.wait(1.0) and not died.dead:
        pass
    return _end(runner, process, died, settings)


def _keep_what_is_here() -> None:
    """Collect garbage only among objects created from now on.

    Scanning all objects made at the start would stop every request for a tenth of a second.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER)
    gc.enable()


def _end(runner: ServiceRunner, process: Process, died: Any, settings: Settings) -> int:
    log.info("process_stops")
    # The kernel's own alarm: it ends even a process that hangs inside C.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, settings.stop_seconds)
    broken: BaseException | None = None
    if died.dead:
        broken = died.wait()
    else:
        runner.stop()
    process.stop()
    signal.setitimer(signal.ITIMER_REAL, 0)
    if broken is not None:
        log.error("process_broke", exc_info=broken)
        return 1
    log.info("process_stopped")
    return 0


def _outcome(runner: ServiceRunner) -> BaseException | None:
    try:
        runner.wait()
    except Exception as broken:  # noqa: BLE001 - handed to the exit code
        return broken
    return None


def _on_signal() -> threading.Event:
    stopped = threading.Event()

    def stop(_number: int, _frame: Any) -> None:
        # A handler may run inside the hub, where nothing may wait or switch.
        hubs.get_hub().schedule_call_global(0, stopped.set)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return stopped


def _tls(settings: Settings) -> dict[str, Any] | None:
    uri = settings.amqp_uri or embedded.URI
    if not uri.startswith("amqps://"):
        return None
    return {
        "ca_certs": settings.amqp_ssl_ca,
        "cert_reqs": ssl.CERT_REQUIRED,
        "server_hostname": kombu.Connection(uri).hostname,
    }


def _nameko_config(settings: Settings, process: Process) -> dict[str, Any]:
    return {
        "AMQP_URI": settings.amqp_uri or embedded.URI,
        "AMQP_SSL": _tls(settings),
        "HEARTBEAT": 0 if settings.is_embedded else settings.amqp_heartbeat_seconds,
        "DECLARE": settings.amqp_declare,
        "WEB_SERVER_ADDRESS": f"{settings.http_host}:{settings.http_port}",
        "process": process,
    }


def _wanted(known: Sequence[Any]) -> topology.Topology:
    # A service by itself needs no contract but those that it has imported.
    registry.load_all()
    return topology.of(known, {event.SOURCE for event in registry.EVENTS.values()})


def _declare(config: dict[str, Any], wanted: topology.Topology) -> None:
    process: Process = config["process"]
    trouble: list[str] = ["not declared yet"]
    HEALTH.watch("topology", lambda: trouble[0] if trouble else None)
    for pause in waiting.growing_pauses(0.5, 10.0):
        try:
            with kombu.Connection(
                config["AMQP_URI"], ssl=config["AMQP_SSL"], connect_timeout=5
            ) as connection:
                topology.declare(connection, wanted)
        except Exception as failure:  # noqa: BLE001 - told by readiness until it succeeds
            trouble[0] = f"{type(failure).__name__}: {failure}"
            waiting.pause(pause)
        else:
            trouble.clear()
            process.may_publish.set()
            return
