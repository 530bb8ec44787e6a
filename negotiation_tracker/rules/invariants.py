"""The invariants of the record: what no change may break, and what it should be told.

One function, `check`, runs all of them over what a change touched and removed. Numbers are
those of the data dictionary (B9). Not here: 18 as far as exports go and 27 (import), which hold
where exports and imports are made; 24 as far as merging goes; 25 and the second half of 30,
which need the text of sources; the comparison part of 20, which the gap itself reports.
"""

from collections.abc import Mapping

from negotiation_tracker.model.record import Record, RecordView
from negotiation_tracker.rules.invariants_agreements import check_agreements
from negotiation_tracker.rules.invariants_disputes import check_disputes
from negotiation_tracker.rules.invariants_evidence import check_evidence, check_sourced
from negotiation_tracker.rules.invariants_movement import check_movements
from negotiation_tracker.rules.invariants_privacy import check_privacy
from negotiation_tracker.rules.invariants_process import check_process
from negotiation_tracker.rules.invariants_proposals import check_proposals
from negotiation_tracker.rules.invariants_scene import SHAPE, Finding, Level, Scene
from negotiation_tracker.rules.invariants_sessions import check_sessions
from negotiation_tracker.rules.invariants_shape import check_shape

__all__ = ["SHAPE", "Finding", "Level", "check", "check_sourced"]

_CHECKS = (
    check_shape,
    check_proposals,
    check_movements,
    check_agreements,
    check_sessions,
    check_evidence,
    check_disputes,
    check_privacy,
    check_process,
)


def check(
    touched: list[Record],
    removed: list[Record],
    view: RecordView,
    before: Mapping[tuple[str, int], Record],
) -> list[Finding]:
    """Say what a change breaks or leaves open.

    Args:
        touched: new versions of the records added, changed or restored.
        removed: last versions of the records moved to the trash.
        view: the record as it stands after the change.
        before: versions before the change, by kind and key, of what was changed or removed.

    Returns:
        Findings in the order of the checks; a finding of level block forbids the change.

    """
    scene = Scene(touched, removed, view, before)
    return [finding for run in _CHECKS for finding in run(scene)]
