"""Everything the detail of a session shows, read in one go, in words."""

from dataclasses import dataclass

from negotiation_tracker.desktop.models.evidence import (
    SIDE_LETTERS,
    SIDE_TONES,
    title_of,
    told,
)
from negotiation_tracker.desktop.models.session_choices import (
    HANDLING_WORDS,
    engagement_name,
    marks_in,
)
from negotiation_tracker.model.handling import ONE_SIDED, Handling
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import Role, label
from negotiation_tracker.rules.rooms import Room
from negotiation_tracker.rules.wording import item_words, participant_name
from negotiation_tracker.services.evidence import source_line


@dataclass(frozen=True, slots=True)
class Marked:
    """A name with the side it stands on.

    Attributes:
        name: words with the letter of the side.
        tone: tone of its chip.

    """

    name: str
    tone: str


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody at the session."""

    id: int
    who: str
    role: str
    side: Marked | None
    times: str


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the log."""

    id: int
    time: str
    kind: str
    side: Marked | None
    speaker: str
    text: str
    issues: tuple[str, ...]
    verbatim: bool
    handling: str


@dataclass(frozen=True, slots=True)
class Passed:
    """A proposal passed at the session."""

    id: int
    code: str
    side: Marked
    kind: str
    lines: tuple[tuple[str, str], ...]
    counters: str
    note: str


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """Something owed that came up at the session."""

    id: int
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Where something in this session is told: what is told, and the place."""

    what: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SessionDetail:
    """A session with all that belongs to it; see the module."""

    session: Record
    zone: str
    mediators: tuple[tuple[str, int | None], ...]
    handlings: tuple[tuple[str, tuple[str, int | None]], ...]
    handling_words: str
    places: tuple[str, ...]
    present: tuple[Present, ...]
    people: tuple[tuple[str, int], ...]
    sides: tuple[tuple[str, int], ...]
    log: tuple[LogLine, ...]
    passed: tuple[Passed, ...]
    follow_ups: tuple[FollowUpLine, ...]
    sources: tuple[SourceLine, ...]

    @property
    def locked(self) -> bool:
        """Say whether the log only grows."""
        return self.session.locked_at is not None


def session_detail(
    dossier: Dossier, session_id: int, room: Room | None = None
) -> SessionDetail | None:
    """Collect what the detail shows; None when the session is not there (for this reader)."""
    session = dossier.get("session", session_id)
    if session is None:
        return None
    negotiation = dossier.get("negotiation", session.negotiation_id)
    engagements = dossier.where("mediator_engagement", negotiation_id=session.negotiation_id)
    handlings = _handlings(dossier, session.negotiation_id, room)
    chosen = (str(session.handling), session.confidence_of_id)
    return SessionDetail(
        session=session,
        zone=str(negotiation.timezone) if negotiation is not None else "UTC",
        mediators=(
            ("None recorded", None),
            *((engagement_name(dossier, e), e.id) for e in engagements),
        ),
        handlings=handlings,
        handling_words=next((w for w, v in handlings if v == chosen), label(session.handling)),
        places=tuple(
            dict.fromkeys(
                s.place
                for s in dossier.where("session", negotiation_id=session.negotiation_id)
                if s.place
            )
        ),
        present=_present(dossier, session),
        people=tuple(sorted((str(p.name), p.id) for p in dossier.all("person"))),
        sides=tuple(
            (participant_name(dossier, p.id), p.id)
            for p in dossier.where("participant", negotiation_id=session.negotiation_id)
        ),
        log=_log(dossier, session),
        passed=_passed(dossier, session),
        follow_ups=_follow_ups(dossier, session),
        sources=_sources(dossier, session),
    )


def marked(dossier: Dossier, participant_id: int | None) -> Marked | None:
    """Give a participant's name with its side; None when there is none to show."""
    participant = dossier.get("participant", participant_id or 0)
    if participant is None:
        return None
    name = participant_name(dossier, participant.id)
    letter = SIDE_LETTERS.get(str(participant.side), "")
    return Marked(f"{name} {letter}".strip(), SIDE_TONES.get(str(participant.side), "plain"))


def _handlings(
    dossier: Dossier, negotiation_id: int, room: Room | None
) -> tuple[tuple[str, tuple[str, int | None]], ...]:
    principals = [
        p
        for p in dossier.where("participant", negotiation_id=negotiation_id)
        if p.role in (Role.PARTY, Role.CO_PARTY)
    ]
    found: list[tuple[str, tuple[str, int | None]]] = []
    if room is not None:
        return tuple((words, (level, owner)) for words, level, owner in marks_in(room))
    for handling, words in HANDLING_WORDS.items():
        if handling in ONE_SIDED:
            found += [
                (words.format(who=participant_name(dossier, p.id)), (handling.value, p.id))
                for p in principals
            ]
        else:
            found.append((words, (handling.value, None)))
    return tuple(found)


def _present(dossier: Dossier, session: Record) -> tuple[Present, ...]:
    found = []
    for line in dossier.where("attendance", session_id=session.id):
        who = title_of(dossier, line) or "not named"
        if line.person_id is not None and line.headcount_label:
            who = f"{who} ({line.headcount_label})"
        times = [
            f"{word} {at.describe()}"
            for word, at in (("from", line.time_in), ("until", line.time_out))
            if at is not None
        ]
        if line.mode not in ("unknown", "in_person"):
            times.append(label(line.mode))
        found.append(
            Present(
                line.id, who, str(line.role), marked(dossier, line.participant_id), ", ".join(times)
            )
        )
    return tuple(found)


def _log(dossier: Dossier, session: Record) -> tuple[LogLine, ...]:
    found = []
    lines = dossier.where("table_entry", session_id=session.id)
    for line in sorted(lines, key=lambda e: (e.seq, e.id)):
        speaker = dossier.get("person", line.speaker_id or 0)
        issues = (
            dossier.get("issue", link.issue_id)
            for link in dossier.where("entry_issue", entry_id=line.id)
        )
        found.append(
            LogLine(
                id=line.id,
                time=line.occurred_at.describe() if line.occurred_at is not None else "",
                kind="" if line.kind == "statement" else label(line.kind),
                side=marked(dossier, line.participant_id),
                speaker=str(speaker.name) if speaker is not None else "",
                text=str(line.text),
                issues=tuple(str(i.title) for i in issues if i is not None),
                verbatim=bool(line.verbatim),
                handling="" if line.handling == Handling.PUBLIC else label(line.handling),
            )
        )
    return tuple(found)


def _passed(dossier: Dossier, session: Record) -> tuple[Passed, ...]:
    found = []
    proposals = dossier.where("proposal", session_id=session.id)
    for proposal in sorted(proposals, key=lambda p: (p.seq_in_day, p.id)):
        lines = []
        for item in dossier.where("proposal_item", proposal_id=proposal.id):
            issue = dossier.get("issue", item.issue_id)
            terms = tuple(dossier.where("term", item_id=item.id))
            said = item_words(item, terms)
            if terms and item.summary:
                said = f"{item.summary} ({said})"
            lines.append((str(issue.title) if issue is not None else "", said))
        countered = (
            dossier.get("proposal", c.countered_id)
            for c in dossier.where("counter", proposal_id=proposal.id)
        )
        side = marked(dossier, proposal.from_id) or Marked("not named", "plain")
        found.append(
            Passed(
                id=proposal.id,
                code=str(proposal.code),
                side=side,
                kind=label(proposal.kind),
                lines=tuple(lines),
                counters=", ".join(str(c.code) for c in countered if c is not None),
                note=str(proposal.title or proposal.note),
            )
        )
    return tuple(found)


def _follow_ups(dossier: Dossier, session: Record) -> tuple[FollowUpLine, ...]:
    found = []
    for line in dossier.where("follow_up", session_id=session.id):
        owed = participant_name(dossier, line.owed_by_id)
        parts = [
            label(line.kind),
            f"owed by {owed}" if owed else "",
            f"due {line.due.describe_long()}" if line.due is not None else "no date set",
            label(line.status),
        ]
        found.append(FollowUpLine(line.id, str(line.title), " · ".join(p for p in parts if p)))
    return tuple(found)


def _sources(dossier: Dossier, session: Record) -> tuple[SourceLine, ...]:
    own: list[Record] = [session]
    for kind in ("attendance", "table_entry", "proposal", "follow_up"):
        own += dossier.where(kind, session_id=session.id)
    passed = dossier.where("proposal", session_id=session.id)
    items = [i for p in passed for i in dossier.where("proposal_item", proposal_id=p.id)]
    terms = [t for i in items for t in dossier.where("term", item_id=i.id)]
    own += sorted(items, key=lambda item: item.id) + sorted(terms, key=lambda term: term.id)
    found = []
    for record in own:
        by_field: dict[str, list[str]] = {}
        if not dossier.where("citation", target_uid=record.uid):
            continue
        for line in source_line(dossier, record):
            by_field.setdefault(line.field, []).append(told(line))
        for name, places in by_field.items():
            what = _told_about(dossier, session, record, name)
            found.append(SourceLine(what, tuple(dict.fromkeys(places))))
    return tuple(found)


def _told_about(dossier: Dossier, session: Record, record: Record, name: str) -> str:
    kind = dossier.catalogue[record.table]
    if record is not session:
        return f"{kind.label.capitalize()}: {title_of(dossier, record)}"
    return kind.field(name).label if name and kind.has(name) else "This session"
