"""The codes a person may choose, in the order in which they are offered (docs/formats/record.md).

Codes are stored and travel; their words are in `clerkapp.wording.kinds`. A code is never renamed or
given another meaning: old records keep it. No code blames a person, and none claims more than what
was seen.
"""
