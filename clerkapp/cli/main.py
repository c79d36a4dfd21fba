"""The group of all verbs, and how a run ends.

Verbs are imported one at a time, when they are asked for: starting must not cost what printing or
exporting costs.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from io import StringIO
from typing import Any

import click

from clerkapp import __version__
from clerkapp.cli import streams
from clerkapp.cli.answer import Answer, Exit, Outcome, Table, told
from clerkapp.cli.delivery import deliver, refuse
from clerkapp.cli.shell import Shell
from clerkapp.cli.stopping import Stop
from clerkapp.cli.streams import Unfailing
from clerkapp.domain.errors import ClerkappError, EnvironmentFailure, Refused
from clerkapp.domain.text.rules import one_line
from clerkapp.services.ports import Ports

VERBS = {
    "init": "vault",
    "zone": "vault",
    "user": "user",
    "schema": "schema",
    "draft": "draft",
    "add": "record",
    "amend": "record",
    "strike": "record",
    "status": "record",
    "sign": "record",
    "clear-picture": "record",
    "list": "reading",
    "show": "reading",
    "history": "reading",
    "attachment": "attachment",
    "inspect": "inspect",
    "state-key": "state_key",
    "export": "export",
    "signer": "export",
    "verify": "verify",
    "print": "print",
    "check": "safekeeping",
    "backup": "safekeeping",
    "restore": "safekeeping",
    "passphrase": "passphrase",
    "recover": "passphrase",
    "rekey": "passphrase",
    "recovery-key": "recovery_key",
    "demo": "demo",
}
"""Every verb and the module of `verbs` that holds it, in the order of the guide."""


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

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The verb, or None."""
        if cmd_name not in VERBS:
            return None
        module = import_module(f"clerkapp.cli.verbs.{VERBS[cmd_name]}")
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
        except (click.Abort, KeyboardInterrupt):
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
    # Words, also where --json stands beside --help.
    shell.as_json = False
    return Answer(None, printed.getvalue().splitlines())


def _refuse(
    shell: Shell, first: Mapping[str, Any], error: ClerkappError, last: Mapping[str, Any]
) -> None:
    message = told(error.code, **error.params)
    fields = [f"  - {_field_words(code)}" for code in error.fields]
    refuse({**first, "message": message, **last}, [message, *fields], as_json=shell.as_json)


def _field_words(code: str) -> str:
    from clerkapp.wording.labels import label

    return one_line(f"{label(code)} ({code})")
