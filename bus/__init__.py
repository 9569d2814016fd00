"""RabbitMQ for Linli: the only package that knows AMQP and nameko's insides.

Read `entrypoints` first (what a service writes), then `inbox` (what happens to
a message), `outbox` and `relay` (how an event leaves), `topology` (which queues
there are) and `runner` (how a process lives).
"""
