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
            verified = verifying.verify_public(
                public, signers=signers, ports=shell.ports, revoked=revoked, unpack=unpack
            )
        else:
            if not parts or recipient is None or recipient_key is None:
                raise click.UsageError("Give the parts, --recipient-key and --recipient.")
            verified = verifying.verify(
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
    return Answer(_value(verified), _lines(verified))


def _value(verified: Verified) -> Mapping[str, Any]:
    statement = verified.statement
    return {
        "accepted": True,
        "digest": verified.digest,
        "principal": verified.principal,
        "epoch": verified.epoch,
        "seq": verified.seq,
        "kind": str(verified.kind),
        "totals": verified.totals.to_value(),
        "missing": list(verified.missing),
        "period": {"from": statement.period_from, "to": statement.period_to},
        "prev": statement.prev,
    }


def _lines(verified: Verified) -> list[str]:
    return [
        f"Accepted: bundle {verified.seq} of {verified.principal}, epoch {verified.epoch}, {verified.kind}",
        f"Records: {verified.totals.records}",
        f"Digest:  {verified.digest}",
    ]
