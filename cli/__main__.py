"""`python -m cli` is `linli`."""

from cli import main

main()
