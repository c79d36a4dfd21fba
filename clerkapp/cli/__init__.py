"""clerkctl: the record without a screen (docs/guide/clerkctl.md).

For county IT, the state and the tests. The same services as the desktop; no rule lives here. Values
go to standard output, messages to standard error. Exit codes: 0 done, 1 refused, 2 usage, 3 the
environment failed, 70 a bug.
"""
