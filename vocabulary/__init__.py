"""Words and sums that every service must agree on: pure, standard library only."""
