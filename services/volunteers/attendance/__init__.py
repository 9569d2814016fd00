"""Check-in (签到): how people were there, and the hours that follow from it."""
