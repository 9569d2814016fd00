"""Totals (R55 to R57, R66): receptions, appeals and the settled rate of any period and area."""
