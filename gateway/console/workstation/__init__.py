"""The day of the workstation (工作站)."""
