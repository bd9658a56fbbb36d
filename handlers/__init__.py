"""CHAT IN: one file per conversation. A handler reads, calls one use case, and returns what to say."""
