"""What an office records, in the words of the field. Standard library only; no input or output.

Everything here is a frozen value or a pure function. Nothing here writes sentences: refusals are
codes with parameters, and `clerkapp.wording` turns them into words.
"""
