"""The three kinds of incident as icon and colour; the words always stand beside them."""

KIND_ICONS = {
    "message": "mail-exclamation",
    "equipment": "equipment",
    "procedure": "clipboard-list",
}


def kind_icon(kind: str) -> str:
    """The icon of a kind."""
    return KIND_ICONS.get(kind, "file-text")


def kind_role(kind: str) -> str:
    """The colour role of a kind."""
    return f"kind-{kind}" if kind in KIND_ICONS else "text-2"
