"""A fictional office, complete: for a first look, screenshots, benchmarks and tests."""
