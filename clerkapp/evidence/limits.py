"""How much of a message is read. Beyond a limit the reader says so and goes on with the rest.

The bytes themselves have one limit, `FILE_BYTES`; everything else bounds time and memory spent on
content that a stranger chose.
"""

from typing import Final

MIB: Final = 1024 * 1024

FILE_BYTES: Final = 60 * MIB
"""50 MB of mail, and room for what base64 adds to an attachment of 40 MB."""
HEADER_BLOCK_BYTES: Final = 256 * 1024
HEADER_BYTES: Final = 16 * 1024
HEADERS: Final = 1_000
PARTS: Final = 1_000
LINES: Final = 1_500_000
"""Twice as many as the largest message has."""
EMPTY_PARTS: Final = 10_000
"""Parts that are looked at, most of them empty."""
DEPTH: Final = 20
NESTED_MESSAGES: Final = 50
MBOX_MESSAGES: Final = 5_000
PARAMETERS: Final = 100
ADDRESSES: Final = 500
HTML_BYTES: Final = 2 * MIB
HTML_DEPTH: Final = 400
TEXT_CHARACTERS: Final = 400_000
LINKS: Final = 3_000
URL_CHARACTERS: Final = 4_000
NAME_CHARACTERS: Final = 500
ARCHIVE_ENTRIES: Final = 2_000
IMAGE_PIXELS: Final = 25_000_000
IMAGES: Final = 40
ALL_PIXELS: Final = 250_000_000
PDF_PAGES: Final = 10
QR_CODES: Final = 50

PDF_OBJECTS: Final = 100_000
HTML_ATTRIBUTES: Final = 500
HTML_NODES: Final = 200_000

START_SECONDS: Final = 20.0
STEP_SECONDS: Final = 2.5
"""One step of reading (`steps`); taking the message apart has more, by its size."""
PIECE_SECONDS: Final = 1.2
"""One piece of a message that could not be taken apart as a whole."""
PARTED_BYTES: Final = 8 * MIB
"""So many octets a second are taken apart on a slow computer."""
DRAW_SECONDS: Final = 2.5
MESSAGE_SECONDS: Final = 12.0
STOPS: Final = 3
"""So often is a message read again without what stopped the reader."""
CHILD_MEMORY_BYTES: Final = 1024 * MIB
CHILD_CPU_SECONDS: Final = 120
"""Processor time after which a child is replaced between two messages; it never gets twice that."""
READER_FILES, DRAWER_FILES = 32, 0
"""How high the number of a file may be that a child opens."""
RESULT_BYTES: Final = 64 * MIB
