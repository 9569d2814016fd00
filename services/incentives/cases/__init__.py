"""Cases (案例): what was told at sharing meetings, without persons, for the whole street. R47."""
