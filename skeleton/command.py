"""What `ivr call --from-contact` does: a stored call becomes a call script, printed or written to a file.

Knows which options go together and where the script goes; refuses to know how a call is read and written.
"""

import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, TextIO

import clinic as tenant
from clinic import Clinic
from declared.ending import Unusable
from declared.results import refuse_unwritable, write
from infra import config
from infra.config import Deployment, DeploymentError
from simulator.script import ScriptError, World, load, load_world
from skeleton.draft import draft
from skeleton.names import Names, everyday_words
from skeleton.people import people
from skeleton.recorded import NotThere, Recorded
from skeleton.replacing import Replacing

ROOT = Path(__file__).parents[1]
CONTACT_ID = re.compile(r"[A-Za-z0-9._:-]{1,256}")
_TAKEN = "it is there already, and may have been corrected by hand; name another file"

Read = Callable[[str, Deployment], Recorded]


@dataclass(frozen=True, slots=True)
class Asked:
    """The command line of `ivr call --from-contact`."""

    contact_id: str | None
    environment: str | None = None
    """A deployment of cdk.json; None: the one it names."""
    output: Path | None = None
    """None: standard output."""
    beside: tuple[str, ...] = ()
    """Other options and scripts that were given with it."""


def run(asked: Asked, *, out: TextIO, env: Mapping[str, str], read: Read, root: Path = ROOT) -> int:
    """Write the skeleton of a call; the exit code.

    Args:
        asked: What the command line says.
        out: Where the script goes without `--output`.
        env: AWS_REGION is the Region where cdk.json names none.
        read: Reads the call of a contact. Raises `NotThere`.
        root: Where cdk.json and the documents are.

    Raises:
        Unusable: something given cannot be used, or the call is not there.
    """
    if asked.contact_id is None:
        raise Unusable("--environment, --output: belong to --from-contact; write the id of the call's contact there")
    if asked.beside:
        raise Unusable(f"--from-contact: goes without {' and '.join(asked.beside)}; it writes a script, and plays none")
    if not CONTACT_ID.fullmatch(asked.contact_id):
        raise Unusable(f"--from-contact {asked.contact_id!r}: must be a contact's id, as Connect shows it")
    if asked.output is not None:
        refuse_unwritable(asked.output, "--output", such="call.toml", taken=_TAKEN)
    try:
        context = config.read_context(root)
        given = {"environment": _known(asked.environment, context)} if asked.environment else {}
        deployment = config.load({**context, **given}, env, root=root)
        written = skeleton(read(asked.contact_id, deployment), tenant.load(), root=root)
    except (DeploymentError, NotThere, tenant.ClinicError, ScriptError) as error:
        raise Unusable(f"--from-contact: {error}") from error
    if asked.output is None:
        out.write(written)
    else:
        write(written, asked.output, "--output", anew=True)
    return 0


def _known(environment: str, context: Mapping[str, Any]) -> str:
    """Raises: Unusable: cdk.json has no such deployment."""
    deployments = context.get("deployments") or {}
    if environment not in deployments:
        raise Unusable(f"--environment {environment}: cdk.json has {', '.join(deployments)}; write one of them")
    return environment


def deployed(contact_id: str, deployment: Deployment) -> Recorded:
    """The call, as the deployment has it. Raises: NotThere."""
    from botocore.session import Session

    from skeleton.deployed import read

    return read(contact_id, deployment, session=Session(), now=datetime.now(UTC))


def skeleton(recorded: Recorded, clinic: Clinic, *, root: Path = ROOT) -> str:
    """The call script of a call, with the sample world's people in it, that plays here.

    Raises:
        ScriptError: the sample world is not usable.
    """
    world = load_world(clinic=clinic)
    who = people(recorded, world)
    today = recorded.session.started_at.astimezone(clinic.zone).date()
    numbers = (clinic.phone, clinic.emergency_number, clinic.crisis_number)
    ours = frozenset(re.sub(r"\D", "", number) for number in numbers if number)
    replacing = Replacing(who, recorded.session.locale, today, Names(who, everyday_words(root)), ours)
    write = partial(draft, recorded, who, replacing, zone=clinic.zone)
    whole = write()
    if (reason := _refused(whole, world, clinic)) is None:
        return whole
    return f"# What the patient had is left out, because it cannot be here: {reason}\n{write(world=False)}"


def _refused(written: str, world: World, clinic: Clinic) -> str | None:
    """Why a script does not load; None: it does."""
    with tempfile.TemporaryDirectory(prefix="ivr-call-") as folder:
        path = Path(folder) / "skeleton.toml"
        path.write_text(written, encoding="utf-8")
        try:
            load(path, world=world, clinic=clinic)
        except ScriptError as error:
            return " ".join(str(error).replace(f"{path}", "").split()).strip(": ")
    return None
