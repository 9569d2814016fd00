"""Ratings (评议) of published reports: who rated what is kept by nobody. R25."""
