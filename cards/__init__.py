"""CARDS: what a person sees of a thing, as text and buttons. They know neither Telegram library: both send them."""
