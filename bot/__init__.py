"""The outside world: gateway, channels, inbox and outbox, pages, and the supervisor that runs it all."""
