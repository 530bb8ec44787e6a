"""Artificial talks of any size, always the same, for measuring the program and for trying it out.

Nothing in them is real. One negotiation stands out (500 sessions, from 100,000 sessions on 10,000
and another of 500) and has the newest session of all; the others have 20 each. A session comes
with its log, attendance, three offers of two items with one number each, one answer, and now and
then an event, a statement with its citation and something owed.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.moments import utc_text
from negotiation_tracker.services.bench_words import Words
from negotiation_tracker.services.workspace import Workspace
from negotiation_tracker.store.filling import Filling, filling

SIZES = {"1k": 1_000, "10k": 10_000, "100k": 100_000, "1m": 1_000_000}
"""Numbers of sessions, by the words of the command line."""

SEED = 11
USUAL = 20
LAST = date(2026, 6, 30)
_FROM_THEN = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)
_ACTOR = "benchmark"
_ISSUES = (
    ("Salary schedule", "wages", "wage_pct", "percent", 2, 1200, -25),
    ("Hourly rate of bus drivers", "wages", "wage_hour", "USD_per_hour", 2, 2400, -15),
    ("Class size, grades 4 to 8", "class_size", "class_size", "students_per_class", 0, 24, 1),
    ("Additional school nurses", "staffing", "hires", "hires", 0, 300, -10),
    ("Share of health premiums", "benefits", "contribution_pct", "percent", 1, 100, 10),
    ("Paid days of leave", "leave", "days", "days", 0, 14, -1),
    ("One-time payment", "wages", "bonus_flat", "USD", 0, 3000, -100),
    ("Length of the contract", "term", "duration_years", "years", 0, 4, -1),
)  # fmt: skip
_PLACES = ("County hall", "Union office", "District office", "Public library", "Hotel", "")
_KINDS = ("joint", "joint", "joint", "mediation_joint", "mediation_shuttle", "sidebar")
_STATUSES = ("held", "held", "held", "held", "partly_held", "cancelled")
_LINES = ("statement", "question", "answer", "explained", "info_request")

Progress = Callable[[int, int], None]
"""Told how many sessions of how many are made."""


@dataclass(frozen=True, slots=True)
class BenchShape:
    """What is made.

    Attributes:
        sessions: number of sessions.
        bare: one negotiation with all sessions and nothing else in them, for lists that no real
            negotiation is long enough for.

    """

    sessions: int
    bare: bool = False

    def parts(self) -> Iterator[int]:
        """Give the number of sessions of each negotiation, the largest first."""
        if self.bare:
            yield self.sessions
            return
        left = self.sessions
        for big in (10_000, 500):
            if big * 2 <= self.sessions and (big == 500 or self.sessions >= 100_000):
                yield big
                left -= big
        while left > 0:
            yield min(USUAL, left)
            left -= USUAL


def make(path: Path, shape: BenchShape, progress: Progress | None = None) -> None:
    """Make a store with artificial talks; FileExistsError when the file is there."""
    ws = Workspace.create(path, actor=_ACTOR)
    catalogue = ws.catalogue
    ws.close()
    try:
        with filling(path, catalogue) as hand:
            _Talks(hand, shape, progress).write()
    except BaseException:
        path.unlink(missing_ok=True)
        raise


@dataclass(frozen=True, slots=True)
class _Parties:
    """Keys that the records of one negotiation refer to."""

    negotiation: int
    union: int
    employer: int
    issues: tuple[int, ...]
    people: tuple[int, ...]
    engagement: int
    segment: int


class _Talks:
    def __init__(self, hand: Filling, shape: BenchShape, progress: Progress | None) -> None:
        self._hand = hand
        self._shape = shape
        self._progress = progress
        self._chance = random.Random(f"{SEED} {shape.sessions} {shape.bare}")
        self._words = Words(self._chance)
        self._made = 0
        self._proposals = 0

    def write(self) -> None:
        """Write every negotiation."""
        for number, sessions in enumerate(self._shape.parts(), start=1):
            parties = self._negotiation(number, sessions)
            for place in range(sessions):
                self._session(parties, place, self._day(number, place, sessions))
                self._made += 1
                if self._progress is not None and self._made % 1000 == 0:
                    self._progress(self._made, self._shape.sessions)

    def _add(self, kind: str, /, **values: Any) -> int:
        return self._hand.add(kind, self._uid(), f"{self._chance.getrandbits(64):016x}", values)

    def _uid(self) -> str:
        digits = f"{self._chance.getrandbits(128):032x}"
        return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"

    def _step(self, label: str) -> None:
        at = utc_text(_FROM_THEN + timedelta(seconds=self._made))
        self._hand.step(self._uid(), label, at, _ACTOR)

    def _day(self, number: int, place: int, sessions: int) -> date:
        """Spread sessions evenly up to the last day: a week apart, closer in long talks."""
        last = LAST if number == 1 else LAST - timedelta(days=1 + number * 37 % 9000)
        span = min(7 * sessions, 30 * 365)
        return last - timedelta(days=(sessions - 1 - place) * span // sessions)

    def _negotiation(self, number: int, sessions: int) -> _Parties:
        self._step("New negotiation")
        first = self._day(number, 0, sessions)
        talks = self._add(
            "negotiation",
            title=f"Example talks {number}",
            code=f"BENCH-{number}",
            timezone="America/Los_Angeles",
            currency="USD",
            legal_regime="EERA",
            sector="k12",
            kind="successor",
            opened=_on(first),
        )
        union = self._party(talks, f"Example Union {number}", "union_local", "labor")
        employer = self._party(talks, f"Sample District {number}", "employer", "management")
        people = tuple(self._add("person", name=f"Pat Example {number}-{n}") for n in range(1, 6))
        for person, side in zip(people, (union, employer) * 2, strict=False):
            self._add("team_seat", participant_id=side, person_id=person)
        issues = tuple(
            self._add(
                "issue", negotiation_id=talks, code=f"issue-{n}", title=title, category=category
            )
            for n, (title, category, *_) in enumerate(_ISSUES, start=1)
        )
        engagement = self._add(
            "mediator_engagement",
            negotiation_id=talks,
            person_id=people[-1],
            kind="state_agency",
            service="mediation",
        )
        source = self._add(
            "source",
            code=f"BENCH-{number}",
            title=f"Example news {number}",
            publisher="Example Gazette",
            published_on=_on(LAST),
        )
        segment = self._add("segment", source_id=source, para_no=1)
        return _Parties(talks, union, employer, issues, people, engagement, segment)

    def _party(self, talks: int, name: str, kind: str, side: str) -> int:
        organization = self._add("organization", name=name, kind=kind)
        return self._add(
            "participant",
            negotiation_id=talks,
            organization_id=organization,
            side=side,
            ours=int(side == "labor"),
        )

    def _session(self, of: _Parties, place: int, day: date) -> None:
        self._step("Log session")
        chance = self._chance
        mediated = place % 5 < 2
        session = self._add(
            "session",
            negotiation_id=of.negotiation,
            number=place + 1,
            kind=chance.choice(_KINDS),
            status=chance.choice(_STATUSES),
            date=_on(day),
            place=chance.choice(_PLACES),
            engagement_id=of.engagement if mediated else None,
            summary=self._words.some(20),
            handling="parties",
        )
        if self._shape.bare:
            return
        self._add(
            "attendance",
            session_id=session,
            person_id=of.people[place % 4],
            participant_id=(of.union, of.employer)[place % 2],
            mode="in_person",
            handling="parties",
        )
        self._log(of, session, place)
        self._offers(of, session, place, day)
        if place % 10 == 0:
            self._around(of, place, day)
        if place % 5 == 0:
            self._add(
                "follow_up",
                negotiation_id=of.negotiation,
                session_id=session,
                title=self._words.some(5),
                owed_by_id=of.employer,
                asked_on=_on(day),
                due=_on(day + timedelta(days=14)),
                status="done" if place % 3 else "open",
                handling="parties",
            )

    def _log(self, of: _Parties, session: int, place: int) -> None:
        for seq in (1, 2):
            entry = self._add(
                "table_entry",
                session_id=session,
                seq=seq,
                kind=self._chance.choice(_LINES),
                participant_id=(of.union, of.employer)[seq % 2],
                text=self._words.some(60),
                author=_ACTOR,
                handling="parties",
            )
        self._add(
            "entry_issue",
            entry_id=entry,
            issue_id=of.issues[place % len(of.issues)],
            handling="parties",
        )

    def _offers(self, of: _Parties, session: int, place: int, day: date) -> None:
        before = 0
        for seq in range(3):
            ours = (place + seq) % 2 == 0
            self._proposals += 1
            proposal = self._add(
                "proposal",
                negotiation_id=of.negotiation,
                session_id=session,
                code=f"{'U' if ours else 'D'}{place + 1}.{seq + 1}",
                from_id=of.union if ours else of.employer,
                to_id=of.employer if ours else of.union,
                kind="counter" if before else "proposal",
                channel="at_table",
                date=_on(day),
                seq_in_day=seq,
                handling="parties",
            )
            if before and seq == 1:
                self._add("counter", proposal_id=proposal, countered_id=before, handling="parties")
            before = proposal
            for step in (0, 1):
                self._item(of, proposal, (place * 2 + seq * 3 + step) % len(_ISSUES), place)

    def _item(self, of: _Parties, proposal: int, issue: int, place: int) -> None:
        title, _, measure, unit, scale, start, by = _ISSUES[issue]
        item = self._add(
            "proposal_item",
            proposal_id=proposal,
            issue_id=of.issues[issue],
            stance="offer",
            summary=f"{title}: {self._words.some(6)}",
            handling="parties",
        )
        self._add(
            "term",
            item_id=item,
            measure=measure,
            unit=unit,
            scale=scale,
            value_scaled=start + by * (place % 4) + self._chance.randrange(3),
            horizon_years=300,
            basis="on_schedule",
            handling="parties",
        )

    def _around(self, of: _Parties, place: int, day: date) -> None:
        self._add(
            "event",
            negotiation_id=of.negotiation,
            kind="talks_resumed" if place % 20 else "public_comment",
            title=self._words.some(5),
            start=_on(day),
        )
        uid_of_statement = self._uid()
        self._hand.add(
            "statement",
            uid_of_statement,
            f"{self._chance.getrandbits(64):016x}",
            {
                "negotiation_id": of.negotiation,
                "speaker_person_id": of.people[place % 4],
                "said_on": _on(day),
                "gist": self._words.some(15),
            },
        )
        self._add(
            "citation",
            target_kind="statement",
            target_uid=uid_of_statement,
            segment_id=of.segment,
            attribution="named_person",
            person_id=of.people[place % 4],
            quote_exact=self._words.some(12),
        )


def _on(day: date) -> str:
    return FuzzyDate.day(day).to_text()
