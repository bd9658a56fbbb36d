"""PAGES: the webhook route and health. It imports neither Telegram library."""
