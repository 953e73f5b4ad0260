"""Zalo OA and Facebook Messenger: what each service sends, what it accepts, and how a reply looks there."""
