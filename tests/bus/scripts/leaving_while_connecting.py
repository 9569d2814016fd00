"""Two listeners; one stops while the other's channel is opened. Prints that the consumer ends."""

import eventlet

eventlet.monkey_patch()

from types import SimpleNamespace  # noqa: E402

import kombu  # noqa: E402

from bus import embedded  # noqa: E402
from bus.consuming import SafeQueueConsumer  # noqa: E402


class Listener:
    """Stops all that `leaving` names at the moment it is connected."""

    prefetch = 1
    is_private = True

    def __init__(self, name: str) -> None:
        self.queue = kombu.Queue(name)
        self.leaving: list[Listener] = []

    def on_taken_back(self) -> None:
        for listener in self.leaving:
            consumer.unregister_provider(listener)

    def on_message(self, message: object) -> None:
        raise AssertionError(message)


embedded.install(None)
consumer = SafeQueueConsumer()
consumer.container = SimpleNamespace(
    service_name="street",
    config={"AMQP_URI": embedded.URI, "AMQP_SSL": None, "HEARTBEAT": 0, "DECLARE": True},
    spawn_managed_thread=eventlet.spawn,
)
first, second = Listener("first"), Listener("second")
first.leaving = second.leaving = [first, second]
for one in (first, second):
    consumer.register_provider(one)
consumer.start()
with eventlet.Timeout(20, False):
    consumer.stop()
    print("ended")  # noqa: T201 - what the test reads
