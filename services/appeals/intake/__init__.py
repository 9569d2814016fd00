"""Intake (收件): what residents submit gets its number and enters the register; finding it again."""
