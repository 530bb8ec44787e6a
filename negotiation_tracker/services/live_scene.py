"""The scene of a session: all that a line typed in it may name, as far as its reader may see it."""

from datetime import UTC, date, datetime, timedelta

from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import ActionKind, AttendanceMode, Formality
from negotiation_tracker.rules.agreements import AgreementStatus, status
from negotiation_tracker.rules.belonging import Span, participant_of, span_of
from negotiation_tracker.rules.chains import is_principal, waiting
from negotiation_tracker.rules.derived import begun
from negotiation_tracker.rules.line_scene import (
    Room,
    Scene,
    SceneAgreement,
    SceneInterval,
    SceneIssue,
    SceneLine,
    SceneOffer,
    ScenePerson,
    SceneSide,
    letters,
)
from negotiation_tracker.rules.session_clock import first_day, on_the_day, wall_clock
from negotiation_tracker.rules.stretches import running
from negotiation_tracker.rules.wording import item_words, participant_name
from negotiation_tracker.services.live_known import Known
from negotiation_tracker.services.room_workspace import room_of
from negotiation_tracker.services.workspace import Workspace

_TABLE = {"labor": 0, "management": 1}
_UNSIGNED = frozenset({AgreementStatus.DRAFT, AgreementStatus.ONE_SIDE})
_OVER = frozenset(
    {ActionKind.REJECTED, ActionKind.WITHDRAWN, ActionKind.EXPIRED, ActionKind.ACCEPTED}
)
_TITLE = 60


def scene_of(known: Known, at: datetime | None = None, room: Room | None = None) -> Scene:
    """Put together what a line may name.

    Args:
        known: what is known of the session, as its reader may see it.
        at: moment at which lines are typed; None when they are not live.
        room: the mediator's room these notes are for.

    """
    live = at is not None and on_the_day(known.session, at, known.zone)
    return Scene(
        negotiation_id=known.negotiation.id,
        session_id=known.session.id,
        day=day_of_session(known.session),
        now=wall_clock(at, known.zone) if live and at is not None else None,
        start=known.session.time_in,
        locked=known.session.locked_at is not None,
        sides=_sides(known.talks, known.negotiation.id),
        people=_people(known),
        issues=_issues(known),
        offers=_offers(known),
        agreements=_agreements(known),
        intervals=intervals(known),
        lines=tuple(
            SceneLine(number, line.id, str(line.kind), str(line.text))
            for number, line in enumerate(known.log, start=1)
        ),
        ours=_ours(known),
        room=room,
    )


def live_room(ws: Workspace) -> Room | None:
    """Give the mediator's room that a workspace is the door of, as lines know it."""
    found = room_of(ws)
    return None if found is None else Room(found.label, found.participant_id)


def side_letters(dossier: Dossier, negotiation_id: int) -> dict[int, str]:
    """Give the letter of each participant as it is shown: "U", "E" or one of its own."""
    found = _sides(dossier, negotiation_id)
    return {side.participant_id: side.letter.upper() for side in found}


def day_of_session(session: Record) -> date:
    """Give the day lines of a session count from; today's in UTC where its date is not known."""
    found = first_day(session) or session.date.earliest or session.date.latest
    return found or datetime.now(UTC).date()


def last_day(session: Record) -> date:
    """Give the day by which all of a session was said: the next one where it went past midnight."""
    day = day_of_session(session)
    return day + timedelta(days=1) if session.crosses_midnight else day


def intervals(known: Known) -> tuple[SceneInterval, ...]:
    """List the stretches that go on."""
    return tuple(
        SceneInterval(
            stretch.kind,
            stretch.participant_id,
            stretch.start.occurred_at,
            stretch.start.id,
        )
        for stretch in running(known.log)
    )


def _sides(dossier: Dossier, negotiation_id: int) -> tuple[SceneSide, ...]:
    found = sorted(
        dossier.where("participant", negotiation_id=negotiation_id),
        key=lambda p: (not is_principal(p), _TABLE.get(p.side, 2), p.role != "party", p.id),
    )
    names = [participant_name(dossier, p.id) for p in found]
    typed = letters([(str(p.side), name) for p, name in zip(found, names, strict=True)])
    return tuple(
        SceneSide(p.id, letter, name, str(p.side), _other_names(dossier, p, name))
        for p, name, letter in zip(found, names, typed, strict=True)
    )


def _other_names(dossier: Dossier, participant: Record, shown: str) -> tuple[str, ...]:
    body = dossier.get("organization", participant.organization_id)
    if body is None:
        return ()
    printed = [a.text for a in dossier.where("alias", organization_id=body.id)]
    names = dict.fromkeys(filter(None, (body.short_name, body.name, *printed)))
    return tuple(str(name) for name in names if name != shown)


def _people(known: Known) -> tuple[ScenePerson, ...]:
    during = span_of(known.talks, known.negotiation.id, day_of_session(known.session))
    here = {
        a.person_id
        for a in known.lines.all("attendance")
        if a.person_id is not None and a.mode != AttendanceMode.ABSENT and a.time_out is None
    }
    came = {
        a.person_id: a.participant_id
        for a in known.lines.all("attendance")
        if a.person_id is not None
    }
    talks = known.talks
    return tuple(
        ScenePerson(
            person.id,
            str(person.name),
            came.get(person.id) or _stands_for(known, person.id, during),
            tuple(str(a.text) for a in talks.where("alias", person_id=person.id)),
            person.id in here,
        )
        for person in talks.all("person")
    )


def _stands_for(known: Known, person_id: int, during: Span | None) -> int | None:
    for engagement in known.talks.where("mediator_engagement", person_id=person_id):
        if engagement.negotiation_id == known.negotiation.id:
            return None
    found = participant_of(known.talks, known.negotiation.id, person_id, during)
    return None if found is None else found.id


def _issues(known: Known) -> tuple[SceneIssue, ...]:
    found = known.talks.where("issue", negotiation_id=known.negotiation.id)
    return tuple(
        SceneIssue(
            issue.id,
            str(issue.title),
            str(issue.code),
            str(issue.category),
            (str(issue.title_es),) if issue.title_es else (),
        )
        for issue in sorted(found, key=lambda i: (not i.bargaining, i.id))
    )


def _offers(known: Known) -> tuple[SceneOffer, ...]:
    talks = known.talks
    day = last_day(known.session)
    found = talks.where("proposal", negotiation_id=known.negotiation.id)
    offers = []
    for proposal in sorted(found, key=_passed):
        items = sorted(
            talks.where("proposal_item", proposal_id=proposal.id), key=lambda i: (i.seq, i.id)
        )
        # Offers of years ago can be named; nobody answers them any more.
        near = known.newest is None or proposal.id in known.newest
        offers.append(
            SceneOffer(
                proposal.id,
                str(proposal.code),
                proposal.from_id,
                tuple(dict.fromkeys(item.issue_id for item in items)),
                near and _is_open(known.standing, proposal, day),
                _title(talks, proposal, items) if near else str(proposal.title),
            )
        )
    return tuple(offers)


def _is_open(talks: Dossier, proposal: Record, day: date) -> bool:
    """Say whether an offer waits for an answer; one that moves nothing, until it is taken back."""
    if proposal.formality in (Formality.FORMAL, Formality.REPORTED_ONLY):
        return waiting(talks, proposal, day) is not None
    actions = talks.where("proposal_action", proposal_id=proposal.id)
    over = any(a.action in _OVER and a.item_id is None and begun(a.date, day) for a in actions)
    return not over and proposal.formality == Formality.SUPPOSAL


def _title(talks: Dossier, proposal: Record, items: list[Record]) -> str:
    if proposal.title:
        return str(proposal.title)
    parts = []
    for item in items:
        issue = talks.get("issue", item.issue_id)
        terms = tuple(sorted(talks.where("term", item_id=item.id), key=lambda t: (t.seq, t.id)))
        parts.append(f"{issue.title if issue else ''} {item_words(item, terms)}".strip())
    words = "; ".join(parts)
    return words if len(words) <= _TITLE else f"{words[: _TITLE - 1].rstrip()}…"


def _passed(proposal: Record) -> tuple[date, date, int, int]:
    """Order offers as they came to the table; those without a date come first."""
    if proposal.date is None:
        return date.min, date.min, 0, proposal.id
    first, last = proposal.date.sort_key()
    return first, last, proposal.seq_in_day, proposal.id


def _agreements(known: Known) -> tuple[SceneAgreement, ...]:
    talks = known.talks
    return tuple(
        SceneAgreement(
            one.id,
            str(one.code),
            tuple(t.issue_id for t in talks.where("agreement_issue", agreement_id=one.id)),
        )
        for one in talks.where("tentative_agreement", negotiation_id=known.negotiation.id)
        if status(talks, one) in _UNSIGNED
    )


def _ours(known: Known) -> int | None:
    found = known.talks.where("participant", negotiation_id=known.negotiation.id, ours=True)
    return found[0].id if len(found) == 1 else None
