"""What a process needs to live; knows no service and no AMQP."""
