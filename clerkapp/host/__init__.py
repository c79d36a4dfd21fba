"""This computer: paths, drives, the clock, logs, the crash file."""
