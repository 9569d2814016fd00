"""Rescheduling (改期): another time or place, with everybody who signed up."""
