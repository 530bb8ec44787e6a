"""What is behind each cell of the Positions page, put into words when it is opened."""

from collections.abc import Iterable

from negotiation_tracker.desktop.models.evidence import evidence
from negotiation_tracker.desktop.models.overview_parts import Behind
from negotiation_tracker.rules.derived import Ref
from negotiation_tracker.rules.matrix import owed_words, track_words
from negotiation_tracker.rules.positions import GridRow
from negotiation_tracker.rules.rounds import ROUNDS, IssueMovement
from negotiation_tracker.rules.wording import participant_name
from negotiation_tracker.services.positions import PositionsPage

_LATEST = "the latest position that still stands; other accounts stand beside it"


def behind_cell(page: PositionsPage, row: int, column: int) -> Behind:
    """Give what is behind a cell; column -1 is the issue itself."""
    of_row = page.table.rows[row]
    count = len(of_row.cells)
    if column < 0:
        return _issue(page, of_row)
    if column < count:
        return _position(page, row, column)
    if column == count:
        return _gap(page, of_row)
    if column == count + 1:
        return _movement(page, page.moved[row], page.matrix.rows[row].movement.why)
    return _status(page, row)


def behind_refs(page: PositionsPage, title: str, refs: Iterable[Ref]) -> Behind:
    """Give some records as what is behind something."""
    return Behind(title, "", (), evidence(page.known, refs))


def behind_owed(page: PositionsPage, title: str, codes: Iterable[str]) -> Behind:
    """Give what is behind answers owed to the offers of these codes."""
    wanted = set(codes)
    waiting = [one for one in page.owed if str(one.proposal.code) in wanted]
    notes = tuple(owed_words(page.known, one) for one in waiting)
    refs = [("proposal", int(one.proposal.id)) for one in waiting]
    formula = waiting[0].days.formula if waiting else ""
    return Behind(title, formula, notes, evidence(page.known, refs))


def _issue(page: PositionsPage, row: GridRow) -> Behind:
    issue = row.issue
    notes = [str(issue.contract_ref)] if issue.contract_ref else []
    notes += [f"Accounts differ: {d.dispute.question}" for d in row.disputes]
    refs: list[Ref] = [("issue", int(issue.id))]
    refs += [key for cell in row.cells for key in cell.inputs]
    return Behind(str(issue.title), "", tuple(notes), evidence(page.known, refs))


def _position(page: PositionsPage, row: int, column: int) -> Behind:
    cell = page.table.rows[row].cells[column]
    issue = page.table.rows[row].issue.title
    who = participant_name(page.known, cell.participant_id)
    stands = (*cell.current, *cell.adverse, *cell.exploratory, *reversed(cell.lapsed))
    refs = [("proposal_item", int(stand.item.id)) for stand in stands]
    notes = list(page.matrix.rows[row].positions[column].why)
    if not cell.current:
        notes.insert(0, f"{cell.silence_words.capitalize()}.")
    notes += [
        f"{s.proposal.code} no longer stands. {' '.join(s.standing.reasons)}".strip()
        for s in cell.lapsed
    ]
    return Behind(
        f"{who} on {issue}",
        _LATEST,
        tuple(dict.fromkeys(notes)),
        evidence(page.known, (*refs, *cell.inputs)),
    )


def _gap(page: PositionsPage, row: GridRow) -> Behind:
    title = f"Gap on {row.issue.title}"
    if row.gap is None:
        return Behind(title, "", ("There are not two sides to compare.",), ())
    nominal = row.gap.nominal
    notes = [note for note in (nominal.reason_not_computable, *nominal.notes) if note]
    if row.gap.reasons:
        notes += ["Not like for like:", *row.gap.reasons]
    for other in row.gap.by_account:
        value = other.nominal.value
        words = value.describe() if value is not None else other.nominal.reason_not_computable
        about = participant_name(page.known, other.about_id)
        notes.append(f"By the other side's account of {about} ({other.stand.text}): {words}")
    inputs = (*nominal.inputs, *(k for o in row.gap.by_account for k in o.nominal.inputs))
    return Behind(title, nominal.formula, tuple(notes), evidence(page.known, inputs))


def _movement(page: PositionsPage, moved: IssueMovement, why: tuple[str, ...]) -> Behind:
    notes: list[str] = []
    for track in moved.tracks:
        notes += track_words(page.known, track)
        name = participant_name(page.known, track.participant.id)
        for move in track.moves:
            if move.answered.value is not None and move.step.stand is not None:
                days = move.answered.value.describe()
                notes.append(f"{name}'s {move.step.stand.proposal.code} was answered after {days}")
            notes += [f"{name}: {note}" for note in move.step.notes]
    stands = [m.step.stand for t in moved.tracks for m in t.moves if m.step.stand is not None]
    refs = dict.fromkeys(("proposal_item", int(stand.item.id)) for stand in stands)
    return Behind(
        f"Movement on {moved.issue.title}",
        ROUNDS,
        tuple(dict.fromkeys((*notes, *why))),
        evidence(page.known, refs),
    )


def _status(page: PositionsPage, row: int) -> Behind:
    of_row = page.table.rows[row]
    refs = (*(key for d in of_row.disputes for key in d.inputs), *of_row.status.inputs)
    notes = page.matrix.rows[row].status.why
    questions = tuple(note for note in notes if note != of_row.status.formula)
    return Behind(
        f"Status of {of_row.issue.title}",
        of_row.status.formula,
        questions,
        evidence(page.known, refs),
    )
