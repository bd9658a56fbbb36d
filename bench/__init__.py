"""Benchmarks that anyone can run with one command: `python -m bench`, described in docs/performance.md."""
