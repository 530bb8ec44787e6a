"""One answer of the impasse sheet, and those about the parties and the unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import Seat, label
from negotiation_tracker.rules.derived import Ref, begun, refs
from negotiation_tracker.rules.wording import participant_name, quantity

_AGENTS = (Seat.CHIEF_NEGOTIATOR, Seat.SPOKESPERSON, Seat.COUNSEL)
_SIZES = frozenset({"unit_size", "workers_represented", "members_represented"})


@dataclass(frozen=True, slots=True)
class ImpasseAnswer:
    """One question and what the record answers.

    Attributes:
        number: of the question on this sheet.
        question: what is asked.
        lines: the answer; empty when the record holds none.
        remarks: what a reader should know about it.
        gaps: what is to be filled in by hand.
        inputs: records it rests on.

    """

    number: int
    question: str
    lines: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    inputs: tuple[Ref, ...] = ()


def about_parties(dossier: Dossier, parties: Sequence[Record], as_of: date) -> ImpasseAnswer:
    """Answer who the parties are and who speaks for them."""
    lines, gaps, inputs = [], [], list(parties)
    for party in parties:
        organization = dossier.get("organization", party.organization_id)
        name = participant_name(dossier, party.id)
        full = str(organization.name) if organization is not None else name
        agents = list(_agents(dossier, party, as_of))
        inputs += [seat for seat, _ in agents]
        named = "; ".join(words for _, words in agents)
        lines.append(f"{full} ({label(party.side)}){f'. Agents: {named}' if named else ''}")
        if not agents:
            gaps.append(f"Agent of {name}: name and title")
        gaps.append(f"{name}: address, telephone and e-mail of its agent")
    missing = {"labor", "management"} - {str(party.side) for party in parties}
    gaps += [f"Name of the {side} party" for side in sorted(missing)]
    return ImpasseAnswer(1, "Parties and their agents", *shown(lines, (), gaps, inputs))


def _agents(dossier: Dossier, party: Record, as_of: date) -> Iterable[tuple[Record, str]]:
    seats = [
        seat
        for seat in dossier.where("team_seat", participant_id=party.id)
        if Seat(seat.seat) in _AGENTS
        and begun(seat.from_on, as_of)
        and not _over(seat.to_on, as_of)
    ]
    for seat in sorted(seats, key=lambda s: (_AGENTS.index(Seat(s.seat)), s.id)):
        person = dossier.get("person", seat.person_id)
        if person is not None:
            yield seat, f"{person.name}, {label(seat.seat)}"


def about_unit(dossier: Dossier, negotiation: Record, parties: Sequence[Record]) -> ImpasseAnswer:
    """Answer whom the union represents: jobs, number, recognition."""
    units = [
        unit
        for party in parties
        for unit in dossier.where("bargaining_unit", participant_id=party.id)
    ]
    lines = [": ".join(p for p in (str(u.name), str(u.job_classes)) if p) for u in units]
    if negotiation.unit_description:
        lines.append(str(negotiation.unit_description))
    gaps = [] if lines else ["Description of the bargaining unit"]
    sizes = [
        figure
        for figure in dossier.where("figure", negotiation_id=negotiation.id)
        if figure.metric in _SIZES
    ]
    for figure in sizes:
        day = "" if figure.as_of is None else f", {figure.as_of.describe()}"
        lines.append(f"Size: {quantity(figure).describe()} ({figure.population}{day})")
    if not sizes:
        gaps.append("Approximate number of employees in the unit")
    certified = [unit for unit in units if unit.certified_on is not None]
    lines += [f"Recognized: {unit.certified_on.describe()}" for unit in certified]
    if not certified:
        gaps.append("Date of recognition or certification")
    inputs = [negotiation, *units, *sizes]
    question = "Bargaining unit: description, approximate size, date of recognition"
    return ImpasseAnswer(2, question, *shown(lines, (), gaps, inputs))


def shown(
    lines: Iterable[str], remarks: Iterable[str], gaps: Iterable[str], records: Iterable[Record]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[Ref, ...]]:
    """Put the parts of an answer together, in the order of its fields."""
    return tuple(lines), tuple(remarks), tuple(gaps), refs(records)


def _over(when: FuzzyDate | None, as_of: date) -> bool:
    return when is not None and when.latest is not None and when.latest < as_of
