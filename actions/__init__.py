"""Meaning in, answer out: Rasa actions that query the procedure database and compose structured replies."""
