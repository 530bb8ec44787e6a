"""Notes on the order of events (data dictionary B9: 22, 26); they never forbid a change.

Reality and reports skip steps, so the order of a process is only commented on.
"""

from collections.abc import Iterator
from itertools import pairwise

from negotiation_tracker.model.record import Record
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.rules.invariants_scene import Finding, Scene, warn

_ENDED = frozenset({"declined", "collapsed", "ended_agreed", "ended_no_agreement"})
_AT_WORK = frozenset({"active", "paused"})
_STRIKING = frozenset({"announced", "occurred", "ongoing", "ended"})
_FACTFINDING_DONE = ("factfinding_report_received", "factfinding_published", "terms_imposed")


def check_process(scene: Scene) -> Iterator[Finding]:
    """Comment on the order of mediator states and strikes that a change touched."""
    for engagement in scene.owners("mediator_engagement", {"mediator_state": "engagement_id"}):
        yield from _states(scene, engagement)
    for event in scene.touched_of("event"):
        if event.kind == "strike" and event.status in _STRIKING:
            yield from _strike(scene, event)


def _states(scene: Scene, engagement: Record) -> Iterator[Finding]:
    states = scene.where("mediator_state", engagement_id=engagement.id)
    ordered = sorted(states, key=lambda s: (s.date.sort_key(), s.id))
    for earlier, later in pairwise(ordered):
        if earlier.state in _ENDED and later.state in _AT_WORK:
            message = (
                f"This engagement was {label(earlier.state)} ({earlier.date.describe()}) and is "
                f"{label(later.state)} again ({later.date.describe()}). If the mediator came back "
                "anew, record a new engagement."
            )
            yield warn(22, later, "state", message)


def _strike(scene: Scene, event: Record) -> Iterator[Finding]:
    negotiation = scene.get("negotiation", event.negotiation_id)
    if negotiation is None or negotiation.legal_regime != "EERA":
        return
    if event.strike_kind in ("unfair_practice", "sympathy"):
        return
    for kind in _FACTFINDING_DONE:
        for done in scene.where("event", negotiation_id=negotiation.id, kind=kind):
            if done.start.possibly_before(event.start):
                return
    message = (
        "The record shows no fact-finding report before this strike. Under EERA fact-finding "
        "usually comes first; this is for information only."
    )
    yield warn(26, event, "kind", message)
