"""This computer: paths, drives, the clock, logs, the crash file, and the program's own assets."""
