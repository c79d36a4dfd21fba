"""The files of one form: stored in the vault already, named by its draft, not yet by a record.

A picture counts as `held` (it never leaves the office) until a person has said that it shows no
marked ballot, no poll-book page and no voter.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from clerkapp.domain.privacy.pictures import HELD
from clerkapp.services.records.attaching import Attached


@dataclass(frozen=True, slots=True)
class FormFile:
    """A file and the field where it was added. `recorded`: an earlier revision names it already."""

    attached: Attached
    field: str
    recorded: bool = False
    harmless: bool | None = None

    @property
    def is_picture(self) -> bool:
        """Whether it could show what must never leave."""
        return self.attached.is_shown

    @property
    def goes_as(self) -> Attached:
        """The file as it is recorded, in its class."""
        asked = self.is_picture and not self.recorded
        return replace(self.attached, what=HELD) if asked and not self.harmless else self.attached


class Attachments(QObject):
    """The files in the order in which they were added."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: list[FormFile] = []

    def of_field(self, code: str) -> list[FormFile]:
        """The files that were added at a field."""
        return [kept for kept in self._kept if kept.field == code]

    def add(self, attached: Attached, field: str) -> bool:
        """Take a stored file; False when the form has it already."""
        if any(kept.attached.sha256 == attached.sha256 for kept in self._kept):
            return False
        self._kept.append(FormFile(attached, field))
        self.changed.emit()
        return True

    def remove(self, sha256: str) -> None:
        """Leave a file out again; one that was recorded stays."""
        left = [kept for kept in self._kept if kept.recorded or kept.attached.sha256 != sha256]
        if len(left) != len(self._kept):
            self._kept = left
            self.changed.emit()

    def put_back(self, kept: FormFile) -> None:
        """Take a file again that was left out, with what was said about it."""
        if all(one.attached.sha256 != kept.attached.sha256 for one in self._kept):
            self._kept.append(kept)
            self.changed.emit()

    def classify(self, sha256: str, what: str) -> None:
        """Say what a file is."""
        self._change(sha256, lambda kept: replace(kept, attached=replace(kept.attached, what=what)))

    def judge_picture(self, sha256: str, *, harmless: bool | None) -> None:
        """Say whether a picture shows nothing that must never leave; None takes the answer back."""
        self._change(sha256, lambda kept: replace(kept, harmless=harmless))

    def let_tell(self, sha256: str, *, may: bool) -> None:
        """Say whether what a picture's file tells of place and time may go along."""
        self._change(
            sha256, lambda kept: replace(kept, attached=replace(kept.attached, may_tell=may))
        )

    def show_recorded(self, files: Iterable[tuple[Attached, str]]) -> None:
        """Show the files that the record being changed has, each at a field."""
        self._kept = [FormFile(attached, field, recorded=True) for attached, field in files] + [
            kept for kept in self._kept if not kept.recorded
        ]

    def new(self) -> list[Attached]:
        """The files that recording adds."""
        return [kept.goes_as for kept in self._kept if not kept.recorded]

    def to_content(self) -> list[dict[str, Any]]:
        """What a draft holds of them."""
        return [
            {
                **kept.attached.to_value(),
                "field": kept.field,
                "harmless": kept.harmless,
                "tells": list(kept.attached.tells),
                "may_tell": kept.attached.may_tell,
            }
            for kept in self._kept
            if not kept.recorded
        ]

    def take_content(self, content: Iterable[Mapping[str, Any]]) -> None:
        """Take what a draft held."""
        self._kept = [kept for kept in self._kept if kept.recorded] + [
            FormFile(
                Attached(
                    file["sha256"],
                    file["size"],
                    file["name"],
                    file["media_type"],
                    file["class"],
                    tuple(file.get("tells", ())),
                    file.get("may_tell", False),
                ),
                field=file["field"],
                harmless=file["harmless"],
            )
            for file in content
        ]

    def _change(self, sha256: str, how: Any) -> None:
        changed = [
            how(kept) if kept.attached.sha256 == sha256 and not kept.recorded else kept
            for kept in self._kept
        ]
        if changed != self._kept:
            self._kept = changed
            self.changed.emit()
