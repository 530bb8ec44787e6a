"""Measures the finished program against floors; see docs/performance.md."""
