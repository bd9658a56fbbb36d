"""The practice park: a local server that speaks the Bot API strictly, and phones in a web page."""

from practice.server import Practice
from practice.settings import PRACTICE_TOKEN, Hooks, Limits, Resident

__all__ = ["PRACTICE_TOKEN", "Hooks", "Limits", "Practice", "Resident"]
