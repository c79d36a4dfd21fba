"""The words of a question about answers that do not go together."""

from clerkapp.domain.kinds.contradictions import OpenQuestion
from clerkapp.wording.labels import question_words, value_label
from clerkapp.wording.language import _


def asked_words(asked: OpenQuestion) -> str:
    """What is asked, in one or two sentences."""
    if asked.question:
        return question_words(asked.question)
    return _("“{alone}” is ticked, and also {others}. Which is right?").format(
        alone=value_label(asked.at, asked.alone),
        others=", ".join(f"“{value_label(asked.at, code)}”" for code in asked.others),
    )
