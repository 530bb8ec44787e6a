"""Naming one record of any kind on the command line: KIND REF."""

from negotiation_tracker.cli.arguments import Parser, UsageError
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.columns import LISTINGS
from negotiation_tracker.cli.references import find
from negotiation_tracker.model.catalogue import Catalogue
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.services.workspace import Workspace


def add_record(parser: Parser) -> None:
    """Add the arguments that name one record."""
    parser.add_argument(
        "kind", metavar="KIND", help="kind of record, such as session, proposal, issue or term"
    )
    parser.add_argument(
        "ref",
        metavar="REF",
        help="its code, its date, its name or the start of its identifier, as lists show it",
    )


def kind_name(typed: str, catalogue: Catalogue) -> str:
    """Give the kind of record meant by a word, in singular or plural.

    Raises:
        UsageError: there is no such kind.

    """
    wanted = typed.casefold().replace("-", " ").replace("_", " ").strip()
    if wanted in LISTINGS:
        return LISTINGS[wanted].kind
    for kind in catalogue.kinds.values():
        if wanted in (kind.name.replace("_", " "), kind.label.casefold(), kind.plural.casefold()):
            return kind.name
    if wanted == "mediator":
        return "mediator_engagement"
    known = ", ".join(k.replace("_", "-") for k in catalogue.kinds)
    raise UsageError(f"“{typed}” is not a kind of record.", hint=f"Use one of: {known}.")


def chosen_record(call: Call, ws: Workspace) -> tuple[Record, Dossier]:
    """Find the record that KIND REF name, in one negotiation or in all."""
    kind = kind_name(call.args.kind, ws.catalogue)
    if call.args.negotiation is None:
        return find(kind, call.args.ref, [call.everything(ws)])
    negotiation = call.negotiation(ws)
    return find(kind, call.args.ref, [call.everything(ws)], within=negotiation.id)
