"""RULES: what the park has agreed on. Standard library only; never asks the clock."""
