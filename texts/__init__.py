"""SENTENCES: everything people read, in Fluent, zh-CN first and en complete."""

from texts.say import LANGUAGES, Html, Say, speaker

__all__ = ["LANGUAGES", "Html", "Say", "speaker"]
