"""Papers of the support fund through time: reminders to settle, and the end of their period."""
