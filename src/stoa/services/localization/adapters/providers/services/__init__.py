"""Translation by services elsewhere, through their HTTP APIs."""
