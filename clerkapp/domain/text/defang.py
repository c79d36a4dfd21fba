"""Addresses of strangers, shown harmless.

Nothing that a hostile message holds may become clickable, not even by copying it into another
program. What is stored is what came; what is shown, copied or printed goes through here:
`hxxps://signin[.]county-support[.]example/auth`, `helpdesk[at]county-support[.]example`.
"""

import re

_SCHEME = re.compile(
    r"(?i)\b(h)tt(ps?:)|\b(f)t(ps?:)|\b(javascript|data|vbscript|file|mailto|tel):(?=\S)"
)
_AUTHORITY = re.compile(r"(?i)(?<=//)[^\s/?#\\]+")
_ADDRESS = re.compile(r"[^\s<>()\",;:@]{1,128}@[^\s<>()\",;:@/]{1,255}")
_BARE = re.compile(r"(?<![\w@.\[-])(?:[\w-]{1,63}\.){1,20}[^\W\d_][\w-]{1,62}(?![\w\]])")


def defang(text: str) -> str:
    """`text` with schemes, hosts and mail addresses broken so that no program makes links of them.

    Idempotent: what is harmless already stays as it is.
    """
    text = _SCHEME.sub(_scheme, text)
    text = _AUTHORITY.sub(lambda match: _dots(match[0]), text)
    text = _ADDRESS.sub(lambda match: _dots(match[0]), text)
    return _BARE.sub(lambda match: _dots(match[0]), text)


def restore(text: str) -> str:
    """The address that `defang` made harmless, for what a person types or pastes in that form."""
    text = re.sub(r"(?i)\bhxx(ps?:)", r"htt\1", text)
    text = re.sub(r"(?i)\bfxp:", "ftp:", text)
    return text.replace("[.]", ".").replace("[at]", "@").replace("[:]", ":")


def _scheme(match: re.Match[str]) -> str:
    if match[1]:
        return f"{match[1]}xx{match[2]}"
    if match[3]:
        return f"{match[3]}x{match[4]}"
    return f"{match[5]}[:]"


def _dots(text: str) -> str:
    return re.sub(r"(?<!\[)\.(?!\])", "[.]", text).replace("@", "[at]")
