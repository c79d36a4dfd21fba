"""Every cap of the bundle format in one place (docs/formats/bundle.md, "Limits"). Bytes or counts.

A reader checks the declared number before it reads what it counts.
"""

MIB = 1024 * 1024
GIB = 1024 * MIB

MAX_LINE = MIB
"""A line of a `.jsonl` file, its line feed included."""
MAX_DEPTH = 64
"""JSON nesting; the outermost object counts as one."""
MAX_SIGNATURE = 4096
MAX_TAGMANIFEST = 4096
MAX_STATEMENT = 64 * 1024
MAX_MANIFEST = 16 * MIB
MAX_PAYLOAD = 20 * GIB
MAX_FILES = 200_000
MAX_ACCOUNTS = 20_000
MAX_PARTS = MAX_PAYLOAD + 256 * MIB
"""All parts together: the largest payload with the headers and lists around it."""
MAX_RECIPIENTS = 4
MAX_INTEGER = 2**53 - 1
PART_SIZE = 256 * MIB
"""Where a writer cuts the tar. A reader requires no size."""
