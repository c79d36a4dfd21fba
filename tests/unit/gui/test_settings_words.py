"""What the settings say and read, without a screen: findings of the self-check, days of an account."""

import pytest

from clerkapp.domain.check_report import CheckProblem, CheckReport
from clerkapp.gui.parts import safekeeping_words
from clerkapp.gui.parts.days import read_day
from clerkapp.gui.settings.account_draft import AccountDraft
from clerkapp.gui.widgets.inputs.time_entry import TimeNotRead
from tests.fakes.clock import FrozenClock


def test_findings_are_sentences() -> None:
    report = CheckReport(
        (CheckProblem("attachment-damaged", {"sha256": "ab" * 32}),), {"revisions": 1}
    )
    assert safekeeping_words.found_words(report) == "The vault was checked: 1 finding."
    assert safekeeping_words.looked_at(report) == "1 version"
    (finding,) = safekeeping_words.findings(report)
    assert finding.startswith("An attachment does not read back")


def test_days_are_read_as_they_are_in_forms() -> None:
    now = FrozenClock().now()
    assert read_day("", now) is None
    assert read_day("2026-11-30", now) == "2026-11-30"
    assert read_day("nov 30", now) == "2026-11-30"
    assert read_day("30 de nov", now) == "2026-11-30"
    assert read_day("11/2", now) == "2027-11-02"
    with pytest.raises(TimeNotRead):
        read_day("someday", now)
    draft = AccountDraft(name="A", function="deputy", roles=["staff"], passphrase="x" * 9)
    assert set(draft.problems(now)) == {"passphrase_again"}
    assert "x" * 9 not in repr(draft)
