"""What the recruitment service (招募与聘任) publishes."""
