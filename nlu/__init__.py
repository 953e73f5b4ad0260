"""Text in, meaning out: Rasa components and the pure Vietnamese text code under them."""
