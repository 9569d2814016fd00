"""The things a process needs to run; knows no service and no AMQP."""
