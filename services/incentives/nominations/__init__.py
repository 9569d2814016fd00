"""Nominations as district deputy or consultative member (推选), written down with their source. R51."""
