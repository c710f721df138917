"""`python -m stoa.compose.cli`, as the supervisor starts our own processes."""

from stoa.compose.cli import main

main()
