"""The group of all verbs, and how a run ends.

Verbs are imported one at a time, when they are asked for: starting must not cost what printing or
exporting costs.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper

import click

from clerkapp import __version__
from clerkapp.cli.shell import Exit, Shell
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.services.ports import Ports

VERBS = {
    "init": "vault_verbs",
    "zone": "vault_verbs",
    "user": "user_verbs",
    "schema": "schema_verb",
    "draft": "draft_verb",
    "add": "record_verbs",
    "amend": "record_verbs",
    "strike": "record_verbs",
    "status": "record_verbs",
    "sign": "record_verbs",
    "list": "reading_verbs",
    "show": "reading_verbs",
    "history": "reading_verbs",
    "attachment": "attachment_verb",
    "inspect": "inspect_verb",
    "state-key": "state_key_verb",
    "export": "export_verbs",
    "signer": "export_verbs",
    "verify": "verify_verb",
    "print": "print_verb",
    "check": "safekeeping_verbs",
    "backup": "safekeeping_verbs",
    "restore": "safekeeping_verbs",
    "passphrase": "passphrase_verbs",
    "recover": "passphrase_verbs",
    "rekey": "passphrase_verbs",
    "recovery-key": "recovery_key_verb",
    "demo": "demo_verb",
}
"""Every verb and the module of this package that holds it, in the order of the guide."""


class Verbs(click.Group):
    """A group that imports a verb's module only when the verb is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Names in the guide's order."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The verb, or None."""
        if cmd_name not in VERBS:
            return None
        module = import_module(f"clerkapp.cli.{VERBS[cmd_name]}")
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


def run(ports: Ports, arguments: Sequence[str]) -> int:
    """Run one command line. Returns the exit code; a bug's exception passes through."""
    shell = Shell(ports)
    for stream in (sys.stdout, sys.stderr):
        # A console that lacks a character shows another one instead of stopping the program.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        outcome = clerkctl.main(
            args=list(arguments), prog_name="clerkctl", standalone_mode=False, obj=shell
        )
    except Refused as refused:
        shell.show_refusal(refused)
        return Exit.REFUSED
    except EnvironmentFailure as failure:
        shell.show_failure(failure)
        return Exit.ENVIRONMENT
    except click.ClickException as usage:
        usage.show()
        return Exit.USAGE
    except (click.Abort, KeyboardInterrupt):
        shell.show_refusal(Refused("cancelled"))
        return Exit.REFUSED
    except SystemExit:
        # click ends the process so when the reader of our output has gone (`clerkctl list | head`);
        # nobody is left to tell.
        return Exit.DONE
    return outcome if isinstance(outcome, int) else Exit.DONE
