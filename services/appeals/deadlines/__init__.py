"""Due days (办理期限): by when an appeal is to be closed, and the clock that reminds of it."""
