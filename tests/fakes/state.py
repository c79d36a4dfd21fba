"""The state's desk, as far as tests of an office need it: its keys, and its list of signers."""

from pathlib import Path

from clerkapp.bundle.reader import Verified
from clerkapp.services.export import signers, state_keys, verifying
from clerkapp.services.session import Session
from tests.fakes.office import Office


class State:
    """Keys made in `folder`; it trusts whichever station a test shows to it."""

    def __init__(self, folder: Path, office: Office) -> None:
        self.folder = folder
        state_keys.new(folder, "ZZ test", office.ports)
        self.certificate = (folder / "recipient.crt").read_bytes()

    def verify(self, session: Session, files: list[Path], unpack: Path | None = None) -> Verified:
        listed = self.folder / "allowed_signers"
        listed.write_text(
            "".join(f"{line}\n" for line in signers.own_lines(session).lines), "utf-8"
        )
        return verifying.verify(
            files,
            recipient=self.folder / "recipient.crt",
            recipient_key=self.folder / "recipient.key",
            signers=listed,
            ports=session.ports,
            unpack=unpack,
        )
