"""`verify`: check a bundle without a vault."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from clerkapp.cli.answer import Answer, Exit, told
from clerkapp.cli.options import FILE, FOLDER, json_option
from clerkapp.cli.shell import Shell
from clerkapp.domain.errors import Refused
from clerkapp.services.export import verifying
from clerkapp.services.export.verifying import Verified


@click.command("verify")
@click.argument("parts", metavar="PART…", nargs=-1, type=FILE)
@click.option("--public", type=FILE, help="A public copy, in place of sealed parts.")
@click.option("--recipient-key", type=FILE, help="The state's private key (PEM).")
@click.option("--recipient", type=FILE, help="The state's certificate (PEM).")
@click.option("--signers", required=True, type=FILE, help="The trust list (allowed_signers).")
@click.option("--revoked", type=FILE, help="Revoked public keys, one a line.")
@click.option("--unpack", type=FOLDER, help="Write the verified files below this folder.")
@json_option
@click.pass_obj
def verify_command(
    shell: Shell,
    parts: Sequence[Path],
    public: Path | None,
    recipient_key: Path | None,
    recipient: Path | None,
    signers: Path,
    revoked: Path | None,
    unpack: Path | None,
) -> Answer:
    """Verify a sealed bundle, its parts in order, or a public copy. Ends with 1 when refused."""
    try:
        if public is not None:
            if parts:
                raise click.UsageError("Give parts or --public, not both.")
            found = verifying.verify_public(
                public, signers=signers, ports=shell.ports, revoked=revoked, unpack=unpack
            )
        else:
            if not parts or recipient is None or recipient_key is None:
                raise click.UsageError("Give the parts, --recipient-key and --recipient.")
            found = verifying.verify(
                parts,
                recipient=recipient,
                recipient_key=recipient_key,
                signers=signers,
                ports=shell.ports,
                revoked=revoked,
                unpack=unpack,
            )
    except Refused as refused:
        message = told(refused.code, **refused.params)
        # Whole bundles given as parts have a sentence of their own, and the reason code of what they are not.
        code = refused.params.get("reason", refused.code)
        value = {"accepted": False, "code": code, "message": message}
        return Answer(value, says=[message], exit=Exit.REFUSED)
    return Answer(_value(found), _lines(found))


def _value(found: Verified) -> Mapping[str, Any]:
    statement = found.statement
    return {
        "accepted": True,
        "digest": found.digest,
        "principal": found.principal,
        "epoch": found.epoch,
        "seq": found.seq,
        "kind": str(found.kind),
        "totals": found.totals.to_value(),
        "missing": list(found.missing),
        "period": {"from": statement.period_from, "to": statement.period_to},
        "prev": statement.prev,
    }


def _lines(found: Verified) -> list[str]:
    return [
        f"Accepted: bundle {found.seq} of {found.principal}, epoch {found.epoch}, {found.kind}",
        f"Records: {found.totals.records}",
        f"Digest:  {found.digest}",
    ]
