"""What a form says of itself: its title, what it is for, and what its filled button does."""

from clerkapp.gui.form.model import FormModel
from clerkapp.wording.labels import new_title
from clerkapp.wording.language import _


def title_of(model: FormModel) -> str:
    """The one line, once there is one."""
    line = model.typed.get("one_line")
    if isinstance(line, str) and line.strip():
        return line.strip()
    return new_title(model.kind.code)


def explanation_of(model: FormModel) -> str:
    """Under the title of a form that fills in: what is asked."""
    if not model.change.filling:
        return ""
    if any(model.change.asks(field.code) for field in model.kind.fields):
        return _("Only what is missing is asked here. A first answer needs no reason.")
    return _("Nothing is missing. It can be resolved.")


def record_words(model: FormModel) -> str:
    """The filled button."""
    if model.change.filling:
        return _("Add the answers")
    return _("Record change") if model.amending else _("Record")
