"""The appeal (诉求) itself: where it can go, who may take it there, how others see it."""
