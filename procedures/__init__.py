"""The procedure database: what the law asks of a citizen, by effective date and with its source."""
