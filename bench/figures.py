"""Medians, percentiles and spread."""

import statistics
from collections.abc import Sequence


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share of all values lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def latency(seconds: Sequence[float]) -> dict[str, float]:
    """p50, p99 and the longest, in milliseconds."""
    found = {"p50": percentile(seconds, 0.5), "p99": percentile(seconds, 0.99), "max": max(seconds)}
    return {f"{name}_ms": round(value * 1000, 1) for name, value in found.items()}


def rounds(values: Sequence[float]) -> dict[str, float | list[float]]:
    """What several rounds found: the median, and each of them for the spread."""
    return {"median": round(statistics.median(values), 2), "rounds": [round(value, 2) for value in values]}
