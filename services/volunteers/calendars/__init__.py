"""Calendars (日历): a person's places, and the activities of a community, as iCalendar files."""
