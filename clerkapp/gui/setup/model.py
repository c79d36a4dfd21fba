"""The first run, without a screen: which steps there are, what each asks, when it may go on.

The language comes first, so that the rest can be read. The vault is made when the first person has
a passphrase; from then on every step is kept, and the rest can be done another day. The recovery
key is shown once, printed, and checked by typing two of its groups back from paper.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from clerkapp.domain.errors import Refused
from clerkapp.domain.records.numbers import require_code, station_of
from clerkapp.services.names import require_new_passphrase
from clerkapp.wording.language import _
from clerkapp.wording.sentences import sentence


class Step(StrEnum):
    """The steps in order."""

    LANGUAGE = "language"
    OFFICE = "office"
    STATION = "station"
    PERSON = "person"
    RECOVERY = "recovery"
    BACKUP = "backup"
    STATE = "state"


STEPS: tuple[Step, ...] = tuple(Step)


def step_name(step: Step) -> str:
    """The step's name in the list."""
    return {
        Step.LANGUAGE: _("Language"),
        Step.OFFICE: _("Your office"),
        Step.STATION: _("This station"),
        Step.PERSON: _("The first person"),
        Step.RECOVERY: _("Recovery key"),
        Step.BACKUP: _("Backup place"),
        Step.STATE: _("State’s key"),
    }[step]


@dataclass
class SetupModel:
    """What was answered so far. Text as typed; nothing here is written anywhere.

    `zone` begins as the computer's, if it is one of the United States.
    """

    language: str = "en"
    authority_name: str = ""
    authority: str = ""
    zone: str | None = None
    station: str = "W1"
    voting_computer: str | None = None
    person: str = ""
    function: str | None = None
    passphrase: str = field(default="", repr=False)
    passphrase_again: str = field(default="", repr=False)
    training: bool = False
    step: Step = Step.LANGUAGE
    done: set[Step] = field(default_factory=set)

    def problems(self, step: Step) -> dict[str, str]:
        """{field: sentence} of what keeps `step` from being done."""
        match step:
            case Step.OFFICE:
                problems = {
                    "authority_name": _required(self.authority_name, _("Type the office’s name.")),
                    "authority": _required(
                        self.authority, _("Type the code that the state gave the office.")
                    )
                    or _code(self.authority, "authority"),
                    "zone": _required(
                        self.zone or "", _("Choose the zone that the office’s clocks keep.")
                    ),
                }
            case Step.STATION:
                problems = {
                    "station": _required(
                        self.station, _("Type a code for this computer, for example W1.")
                    )
                    or self._station(),
                    "voting_computer": self._voting(),
                }
            case Step.PERSON:
                problems = {
                    "person": _required(self.person, _("Type the person’s name.")),
                    "function": _required(self.function or "", _("Choose what the person does.")),
                    "passphrase": self._passphrase(),
                    "passphrase_again": self._again(),
                }
            case _:
                problems = {}
        return {code: message for code, message in problems.items() if message}

    def finish(self, step: Step) -> None:
        """Mark a step done and move to the next."""
        self.done.add(step)
        place = STEPS.index(step)
        if place + 1 < len(STEPS):
            self.step = STEPS[place + 1]

    def _station(self) -> str:
        try:
            station_of(self.station.strip(), training=self.training)
        except Refused as refused:
            return sentence(refused.code, refused.params)
        return ""

    def _voting(self) -> str:
        if self.voting_computer is None:
            return _(
                "Choose “No” or “Yes”. The record must not be kept on a voting-system computer."
            )
        if self.voting_computer == "yes":
            return _(
                "Stop here. This program must not be used on a computer that prepares ballots or "
                "counts votes. Nothing was written. Install it on an ordinary office computer."
            )
        return ""

    def _passphrase(self) -> str:
        try:
            require_new_passphrase(self.passphrase, self.names())
        except Refused as refused:
            return sentence(refused.code, refused.params)
        return ""

    def names(self) -> tuple[str, ...]:
        """What somebody would try first as a passphrase here."""
        return (self.person, self.authority_name, self.authority, self.station)

    def _again(self) -> str:
        if self.passphrase != self.passphrase_again:
            return _("The two passphrases differ. Type the same one twice.")
        return ""


def _required(text: str, message: str) -> str:
    return "" if text.strip() else message


def _code(text: str, what: str) -> str:
    try:
        require_code(text.strip(), what)
    except Refused as refused:
        return sentence(refused.code, refused.params)
    return ""
