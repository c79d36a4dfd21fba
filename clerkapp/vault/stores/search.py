"""From terms to FTS5's question. Nothing that is typed is ever read as the engine's query language."""

from clerkapp.domain.records.search_terms import Term
from clerkapp.domain.text.rules import undashed


def match_all(found: tuple[Term, ...]) -> str:
    """The question: every term, in any column."""
    return " AND ".join(map(_quoted, found))


def _quoted(term: Term) -> str:
    """The term in the engine's quotation, and without its dashes."""
    joined = " ".join(undashed(term.text))
    if term.phrase or not joined:
        return _quotation(term, term.text)
    return f"({_quotation(term, term.text)} OR {_quotation(term, joined)})"


def _quotation(term: Term, text: str) -> str:
    return '"' + text.replace('"', '""') + '"' + ("" if term.phrase else " *")
