"""Findings (巡查发现) of field actions: settled on the spot, or passed on as appeals."""
