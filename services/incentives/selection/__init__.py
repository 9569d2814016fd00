"""One selection (评选): its row, where it can go, who may be chosen, and taking it up. R48, R49."""
