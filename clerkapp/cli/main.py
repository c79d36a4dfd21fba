"""The group of all verbs, and how a run ends.

A verb's module is imported by name when the verb is asked for, and imports all that it needs: starting
must not cost what printing or exporting costs (ADR 38).
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from io import StringIO
from typing import Any, NamedTuple

import click

from clerkapp import __version__
from clerkapp.cli import streams
from clerkapp.cli.answer import Answer, Exit, Outcome, Table, told
from clerkapp.cli.delivery import deliver, refuse
from clerkapp.cli.shell import Shell
from clerkapp.cli.stopping import Stop, is_stop
from clerkapp.cli.streams import Unfailing
from clerkapp.domain.errors import ClerkappError, EnvironmentFailure, Refused
from clerkapp.domain.text.rules import one_line
from clerkapp.services.ports import Ports
from clerkapp.wording.labels import label


class Verb(NamedTuple):
    """Where a verb stands, and its line in the list of all."""

    module: str
    help: str


VERBS = {
    "init": Verb("vault", "Make VAULT."),
    "zone": Verb(
        "vault",
        "Show or set the office's time zone, in which times are entered, shown and printed.",
    ),
    "user": Verb("user", "Add a person, list them, close an account."),
    "schema": Verb(
        "schema", "Every field: code, number on the form, control, gate, class, label, values."
    ),
    "draft": Verb("draft", "Keep a draft."),
    "add": Verb("record", "Record an incident."),
    "amend": Verb("record", "Fill in or change fields of a record; null takes a field away."),
    "import-log": Verb(
        "import_log", "Bring in an old log, a CSV file or a workbook (XLSX), signed as transcribed."
    ),
    "strike": Verb("record", "Mark a record as entered in error."),
    "status": Verb("standing", "Set where the work stands."),
    "todo": Verb(
        "standing", "Open to-dos and preventive steps of all records, the first due first."
    ),
    "sign": Verb("sign", "Sign the record as it stands, or list the signatures that are owed."),
    "clear-picture": Verb(
        "record", "Let a picture leave that was held back: a reviewer looked, and says why it may."
    ),
    "due": Verb("due", "Whom to tell of what, by when, and whether they were told."),
    "rules": Verb("due", "Show or choose the rule pack: whom the office must tell, and by when."),
    "list": Verb("reading", "Records, the latest first."),
    "show": Verb("reading", "One record as it stands."),
    "history": Verb("reading", "Every revision of a record, old value to new value."),
    "attachment": Verb("attachment", "Write an attachment out, byte for byte."),
    "inspect": Verb(
        "inspect", "Read a message: what it says, its warning signs, what could not be read."
    ),
    "state-key": Verb("keys", "Keys for the state desk."),
    "export": Verb("export", "Write a signed, sealed bundle to DIR, read it again and compare."),
    "nil": Verb("keeping", "Declare that nothing happened, list what was declared, take one back."),
    "signer": Verb(
        "export",
        "The lines for the state's list of signers: the station's, then one for each root account.",
    ),
    "verify": Verb("verify", "Verify a sealed bundle, its parts in order, or a public copy."),
    "print": Verb("print", "Print the sheet of a record, or another print, to a PDF file."),
    "unit": Verb("office_list", "The inventory: units and what happened to each."),
    "site": Verb("office_list", "The places of the office: where people vote, store and count."),
    "election": Verb("office_list", "Elections and the days on which their stages begin."),
    "procedure": Verb("office_list", "Procedures with the version in force."),
    "contact": Verb("office_list", "Whom to call and who stands in."),
    "template": Verb("office_list", "Answers with which a record of a common trouble begins."),
    "hold": Verb("keeping", "Hold records, so that nobody can dispose of them, or lift the hold."),
    "dispose": Verb("keeping", "Dispose of records for good, with a second person."),
    "lesson": Verb(
        "keeping",
        "Release a record's approved wording and prevention for training, list what was released.",
    ),
    "check": Verb(
        "safekeeping", "Compare everything in the vault with everything that says what it was."
    ),
    "backup": Verb("safekeeping", "Write the vault to one new FILE, and check it."),
    "restore": Verb(
        "safekeeping", "Bring the backup FILE back as a new VAULT, and say who can open it."
    ),
    "passphrase": Verb("keys", "Set a new passphrase for your own account."),
    "recover": Verb(
        "keys",
        "Open the vault with the printed recovery key and give an administrator a new account.",
    ),
    "rekey": Verb("keys", "Rotate the vault's data key, after somebody left."),
    "recovery-key": Verb(
        "keys",
        "Make a new recovery key, shown once; the one before works until this one is read back.",
    ),
    "demo": Verb(
        "demo", "Fill DIR with a vault of fictional stories, and the passphrase beside it."
    ),
}
"""Every verb, in the order of the guide. The lines are here so that the list of all imports none."""


class Verbs(click.Group):
    """A group that imports a verb's module only when the verb is used."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb. A pipe that breaks in it is a fault: click would take it for a reader of our
        output who went away, and end well."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as broken:
            raise RuntimeError("a pipe broke") from broken

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Names in the guide's order."""
        return list(VERBS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of all verbs."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, verb.help) for name, verb in VERBS.items()])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The verb, or None."""
        if cmd_name not in VERBS:
            return None
        module = import_module(f"clerkapp.cli.verbs.{VERBS[cmd_name].module}")
        command = getattr(module, cmd_name.replace("-", "_") + "_command")
        if not isinstance(command, click.Command):
            raise TypeError(cmd_name)
        return command


@click.command(
    cls=Verbs,
    name="clerkctl",
    context_settings={"help_option_names": ["--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="clerkctl %(version)s")
def clerkctl() -> None:
    """Keep and carry an election office's incident record, without a screen."""


def run(ports: Ports, arguments: Sequence[str], stop: Stop | None = None) -> int:
    """Run one command line. Returns the exit code; a bug's exception passes through."""
    stop = stop or Stop()
    shell = Shell(ports, stop)
    streams.write_the_same_everywhere()
    with redirect_stderr(Unfailing(sys.stderr)):
        try:
            return deliver(_done(shell, arguments), stop, as_json=shell.as_json)
        except Refused as refused:
            _refuse(shell, {"refused": refused.code}, refused, {"fields": list(refused.fields)})
            return Exit.REFUSED
        except EnvironmentFailure as failure:
            _refuse(shell, {"failed": failure.code}, failure, {})
            return Exit.ENVIRONMENT
        except click.ClickException as usage:
            usage.show()
            return Exit.USAGE
        except (click.Abort, KeyboardInterrupt, RuntimeError) as error:
            if not isinstance(error, click.Abort) and not is_stop(error):
                raise
            cancelled = Refused("cancelled")
            _refuse(shell, {"refused": cancelled.code}, cancelled, {"fields": []})
            return Exit.REFUSED


def _done(shell: Shell, arguments: Sequence[str]) -> Outcome:
    """Let the verb do its work. What click itself prints (help, the version) is an answer too."""
    printed = StringIO()
    with redirect_stdout(printed):
        outcome = clerkctl.main(
            args=list(arguments), prog_name="clerkctl", standalone_mode=False, obj=shell
        )
    if isinstance(outcome, Answer | Table | Iterator):
        return outcome
    # Words, also where --json is beside --help.
    shell.as_json = False
    return Answer(None, printed.getvalue().splitlines())


def _refuse(
    shell: Shell, first: Mapping[str, Any], error: ClerkappError, last: Mapping[str, Any]
) -> None:
    message = told(error.code, **error.params)
    fields = [f"  - {_field_words(code)}" for code in error.fields]
    refuse({**first, "message": message, **last}, [message, *fields], as_json=shell.as_json)


def _field_words(code: str) -> str:
    return one_line(f"{label(code)} ({code})")
