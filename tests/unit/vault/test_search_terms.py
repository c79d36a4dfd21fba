"""What people type into the search line never becomes a query language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkapp.domain.records import search_terms
from clerkapp.vault.engine import driver
from clerkapp.vault.stores import search


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("oak hall", [("oak", False), ("hall", False)]),
        ('seal "Mill Road"', [("seal", False), ("Mill Road", True)]),
        ("“Mill Road”", [("Mill Road", True)]),
        ('"mill', [("mill", False)]),
        ("LARK-2026-W1-0007", [("LARK-2026-W1-0007", False)]),
        ("- * ^ () :", []),
        ("", []),
        ("a\x00b", [("a", False), ("b", False)]),
    ],
)
def test_words_and_phrases(typed: str, terms: list[tuple[str, bool]]) -> None:
    assert [(term.text, term.phrase) for term in search_terms.terms(typed)] == terms


def test_length_and_number_of_terms_are_bounded() -> None:
    assert len(search_terms.terms("x " * 500)) == search_terms.MAX_TERMS
    assert len(search_terms.terms("y" * 5000)[0].text) == search_terms.MAX_LENGTH


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_question_that_the_engine_understands(typed: str) -> None:
    connection = driver.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5 (story, tokenize = 'unicode61')")
    found = search_terms.terms(typed)
    if found:
        question = (search.match_all(found),)
        connection.execute("SELECT rowid FROM t WHERE t MATCH ?", question).fetchall()
    connection.close()


@pytest.mark.parametrize(
    ("typed", "text", "stands"),
    [
        ("oak jam", "Scanner at Oak Hall jammed.", True),
        ("OAK", "oak", True),
        ("cafe", "The Café", True),
        ("ham", "jammed", False),
        ('"oak hall"', "Oak Hall", True),
        ('"oak ha"', "Oak Hall", False),
        ("w1-00", "LARK-2026-W1-0007", True),
        ("oak hall road", "Oak Hall", False),
    ],
)
def test_where_a_word_stands_is_judged_as_the_engine_judges(
    typed: str, text: str, stands: bool
) -> None:
    assert search_terms.all_in(search_terms.patterns(search_terms.terms(typed)), text) is stands
    connection = driver.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE t USING fts5 (one_line, tokenize = 'unicode61 remove_diacritics 2')"
    )
    connection.execute("INSERT INTO t VALUES (?)", (text,))
    question = (search.match_all(search_terms.terms(typed)),)
    found = connection.execute("SELECT 1 FROM t WHERE t MATCH ?", question).fetchall()
    assert bool(found) is stands
    connection.close()
