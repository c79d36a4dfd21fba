"""A passphrase is changed or it is not, whatever the disk takes; and what is told is what then opens."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.services.session import Session
from clerkapp.services.vaults import opening, passphrases
from clerkapp.vault.keys import header
from clerkapp.vault.keys.header_log import HeaderLog
from tests.fakes.office import Office
from tests.fakes.vaults import NAME, PASSPHRASE

NEW = "eight wholly new quiet words"


@contextmanager
def _full_after(monkeypatch: pytest.MonkeyPatch, headers: int) -> Iterator[None]:
    """The database takes nothing more; of the header so many writes are taken, and the others not."""
    left, real = [headers], header.write

    def write(*given: object) -> None:
        if left[0] == 0:
            raise EnvironmentFailure("vault-disk-full")
        left[0] -= 1
        real(*given)  # type: ignore[arg-type]

    def full(*_given: object) -> None:
        raise EnvironmentFailure("vault-disk-full")

    with monkeypatch.context() as patched:
        patched.setattr(header, "write", write)
        patched.setattr(HeaderLog, "add", full)
        yield


def _opens(office: Office, passphrase: str) -> bool:
    try:
        opening.lock(opening.unlock(office.folder, NAME, passphrase, office.ports))
    except Refused:
        return False
    return True


@pytest.mark.parametrize(
    ("headers", "told", "new"),
    [(0, "vault-disk-full", False), (1, "passphrase-unnoted", True), (2, "vault-disk-full", False)],
)
def test_what_is_told_is_what_opens(
    office: Office,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
    headers: int,
    told: str,
    new: bool,
) -> None:
    with _full_after(monkeypatch, headers), pytest.raises(EnvironmentFailure, match=told):
        passphrases.change(session, PASSPHRASE, NEW)
    opening.lock(session)
    assert (_opens(office, PASSPHRASE), _opens(office, NEW)) == (not new, new)
