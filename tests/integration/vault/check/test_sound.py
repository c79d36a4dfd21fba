"""A vault that nobody touched is sound, whatever was done in it."""

from collections.abc import Callable

from clerkapp.domain.check_report import CheckReport
from clerkapp.wording.check_words import PARTS
from tests.fakes.insider import Insider
from tests.integration.vault.check.conftest import Prepared


def test_a_vault_with_everything_in_it_is_sound(
    prepared: Prepared, insider: Insider, look: Callable[..., CheckReport]
) -> None:
    parts: list[str] = []
    report = look(remembered=prepared.remembered, progress=parts.append)
    assert report.problems == ()
    assert sorted(parts) == sorted(PARTS)  # each has its words
    del report.counts["pages"], report.counts["journal"], report.counts["heads"]
    assert report.counts == {
        "signers": 7,
        "accounts": 6,
        "acts": 18,
        "revisions": 14,
        "numbers": 8,
        "attachments": 3,
        "attachments_unnamed": 1,
        "bundles": 5,
        "office_entries": 7,
        "records": 8,
    }
