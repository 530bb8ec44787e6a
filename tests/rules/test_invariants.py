"""The invariants as pure functions: number, level, field and record of what they find (B9)."""

from datetime import date
from typing import Any

import pytest

from negotiation_tracker.model.dates import FuzzyDate, KnownHow
from negotiation_tracker.model.record import Record
from negotiation_tracker.rules.agreements import AgreementStatus, status
from negotiation_tracker.rules.invariants import SHAPE, Finding, check, check_sourced
from negotiation_tracker.rules.signatures import required_bodies, signed_sides, text_hash
from tests.rules.build import STAMP, Builder, on


class Bench(Builder):
    """Two parties at a table."""

    def __init__(self, **negotiation: Any) -> None:
        super().__init__()
        given = {"timezone": "America/Los_Angeles", "currency": "USD", "title": "T", "code": "T"}
        self.talks = self.add("negotiation", **{**given, **negotiation})
        body = self.add("organization", name="Example Workers")
        self.body = body.id
        self.union = self.part("labor", "party")
        self.employer = self.part("management", "party")
        self.issue = self.add(
            "issue", negotiation_id=self.talks.id, code="w", title="Wages", category="wages"
        )

    def part(self, side: str, role: str) -> int:
        return self.add(
            "participant",
            negotiation_id=self.talks.id,
            organization_id=self.body,
            side=side,
            role=role,
        ).id

    def proposal(self, side: int, **values: Any) -> Record:
        given = {"negotiation_id": self.talks.id, "from_id": side, "code": f"P{len(self.records)}"}
        return self.add("proposal", **given, **values)

    def findings(
        self,
        *touched: Record,
        removed: tuple[Record, ...] = (),
        before: tuple[Record, ...] = (),
    ) -> list[Finding]:
        old = {(r.table, r.id): r for r in before}
        return check(list(touched), list(removed), self.dossier(), old)

    def brief(self, *touched: Record, **more: Any) -> list[tuple[int, str, str]]:
        return [(f.number, str(f.level), f.field) for f in self.findings(*touched, **more)]


def test_sound_records_find_nothing() -> None:
    bench = Bench()
    offer = bench.proposal(bench.union, date="2019-01-10")
    answer = bench.proposal(bench.employer, date="2019-01-11")
    bench.add("counter", proposal_id=answer.id, countered_id=offer.id)
    assert bench.brief(*bench.records) == []


def test_a_finding_says_which_record_and_what_to_do() -> None:
    bench = Bench()
    ally = bench.part("labor", "ally")
    offer = bench.proposal(ally)
    (found,) = bench.findings(offer)
    assert (found.number, found.level, found.field, found.record) == (5, "block", "from_id", offer)
    assert "Choose a party or a neutral" in found.message


@pytest.mark.parametrize(
    ("role", "side", "may"),
    [
        ("party", "labor", True),
        ("co_party", "management", True),
        ("neutral", "neutral", True),
        ("ally", "labor", False),
        ("affected", "public", False),
        ("observer", "neutral", False),
    ],
)
def test_5_who_may_propose(role: str, side: str, may: bool) -> None:
    bench = Bench()
    offer = bench.proposal(bench.part(side, role))
    assert (bench.brief(offer) == []) is may


@pytest.mark.parametrize(
    ("countered", "counter", "expected"),
    [
        ("2019-01-10", "2019-01-11", []),
        ("2019-01-10", "2019-01-10", []),
        ("2019-01-11", "2019-01-10", [(3, "block", "countered_id")]),
        ("2019-01-01..2019-01-31", "2019-01-10", [(3, "warn", "countered_id")]),
        ("2019-02-01..2019-02-28", "2019-01-10", [(3, "block", "countered_id")]),
        (None, "2019-01-10", [(3, "warn", "countered_id")]),
        ("..2019-01-05", "2019-01-10", []),
    ],
)
def test_3_only_what_is_definitely_wrong_is_refused(
    countered: str | None, counter: str, expected: list[tuple[int, str, str]]
) -> None:
    bench = Bench()
    first = bench.proposal(bench.union, date=countered)
    second = bench.proposal(bench.employer, date=counter)
    link = bench.add("counter", proposal_id=second.id, countered_id=first.id)
    assert bench.brief(link) == expected


def test_4_a_long_circle_is_told_once() -> None:
    bench = Bench()
    offers = [bench.proposal((bench.union, bench.employer)[n % 2]) for n in range(40)]
    links = [
        bench.add("counter", proposal_id=a.id, countered_id=b.id)
        for a, b in zip(offers, [*offers[1:], offers[0]], strict=True)
    ]
    found = [f for f in bench.findings(*links) if f.number == 4]
    assert len(found) == 1
    assert found[0].message.count("→") == 40


def test_4_many_ways_to_one_offer_are_no_circle() -> None:
    bench = Bench()
    offers = [bench.proposal((bench.union, bench.employer)[n % 2]) for n in range(30)]
    links = [
        bench.add("counter", proposal_id=later.id, countered_id=earlier.id)
        for n, later in enumerate(offers)
        for earlier in offers[:n]
        if earlier.from_id != later.from_id
    ]
    assert [f for f in bench.findings(*links) if f.number == 4] == []


def test_14_a_stated_weekday_that_does_not_fit_is_shown() -> None:
    bench = Bench()
    day = date(2019, 1, 17)  # a Thursday
    given = {"negotiation_id": bench.talks.id, "kind": "rally", "title": "Rally"}
    wrong = bench.add("event", start=FuzzyDate.day(day, as_written="Friday night"), **given)
    right = bench.add("event", start=FuzzyDate.day(day, as_written="on Thursday"), **given)
    other = bench.add(
        "event",
        start=FuzzyDate.day(day, as_written="Friday's eve", known_how=KnownHow.INFERRED_CONTEXT),
        **given,
    )
    assert bench.brief(wrong, right, other) == [(14, "warn", "start")]


def test_17_a_lock_counts_from_before_the_change() -> None:
    bench = Bench()
    session = bench.add(
        "session", negotiation_id=bench.talks.id, date="2019-01-17", locked_at=STAMP, number=3
    )
    line = bench.add("table_entry", session_id=session.id, text="New words")
    unlocked = session.replaced(locked_at=None)
    assert bench.brief(session, line, before=(unlocked,)) == []  # logged and locked at once
    assert bench.brief(session, line) == []  # both are new, as in an import
    assert bench.brief(line) == [(17, "block", "kind")]
    trashed = session.replaced(deleted_at=STAMP)
    assert bench.brief(session, line, before=(trashed,)) == []  # back from the trash
    marked = session.replaced(handling="team", confidence_of_id=bench.union)
    assert bench.brief(session, before=(marked,)) == []


def test_21_a_figure_is_complete() -> None:
    bench = Bench()
    figure = bench.add(
        "figure",
        negotiation_id=bench.talks.id,
        metric="m",
        title="Members",
        unit="members",
        population=" ",
        attribution="document",
        as_of="2019-01-01",
        value_scaled=5,
    )
    assert bench.brief(figure) == [(21, "block", "population")]
    bare = figure.replaced(population="all", as_of=None, attribution=None)
    assert [f.field for f in bench.findings(bare)] == ["attribution", "as_of"]


def test_24_a_cited_paragraph_stays() -> None:
    bench = Bench()
    source = bench.add("source", code="S1")
    paragraph = bench.add("segment", source_id=source.id, para_no=4)
    bench.records.remove(paragraph)
    bench.add(
        "citation",
        target_kind="issue",
        target_uid=bench.issue.uid,
        segment_id=paragraph.id,
        attribution="document",
    )
    (found,) = bench.findings(removed=(paragraph,))
    assert (found.number, found.level) == (24, "block")
    assert found.message.startswith("Paragraph 4 cannot be deleted: 1 citation")


def test_30_two_affiliations_at_once_are_pointed_out() -> None:
    bench = Bench()
    person = bench.add("person", name="Pat Example")
    other = bench.add("organization", name="Sample Office")
    bench.add("affiliation", person_id=person.id, organization_id=bench.body, to_on="2018-12-31")
    later = bench.add(
        "affiliation", person_id=person.id, organization_id=other.id, from_on="2019-01-01"
    )
    assert bench.brief(later) == []
    undated = bench.add("affiliation", person_id=person.id, organization_id=bench.body)
    assert bench.brief(undated) == [(30, "warn", "organization_id")]


def test_events_may_have_actors_of_the_other_talks_they_belong_to() -> None:
    bench = Bench()
    event = bench.add(
        "event", negotiation_id=bench.talks.id, kind="rally", title="R", start="2019-01-17"
    )
    second = bench.add(
        "negotiation", timezone="America/Los_Angeles", currency="USD", title="S", code="S"
    )
    stranger = bench.add(
        "participant", negotiation_id=second.id, organization_id=bench.body, side="labor"
    )
    actor = bench.add("event_actor", event_id=event.id, participant_id=stranger.id)
    assert bench.brief(actor) == [(SHAPE, "block", "participant_id")]
    bench.add("event_negotiation", event_id=event.id, negotiation_id=second.id)
    assert bench.brief(actor) == []


def test_12_material_from_sources_is_cited_throughout() -> None:
    bench = Bench()
    given = {"negotiation_id": bench.talks.id, "kind": "rally", "start": "2019-01-17"}
    cited = bench.add("event", title="Cited", **given)
    bench.add("event", title="Private", handling="parties", **given)
    bare = bench.add("event", title="Bare", **given)
    dangling = bench.add("event", title="Dangling", **given)
    known = bench.add("event", title="Seen", **given)
    source = bench.add("source", code="S1")
    paragraph = bench.add("segment", source_id=source.id, para_no=1)
    for target, segment, attribution in (
        (cited, paragraph.id, "document"),
        (dangling, 999, "document"),
        (known, None, "first_hand"),
    ):
        bench.add(
            "citation",
            target_kind="event",
            target_uid=target.uid,
            segment_id=segment,
            attribution=attribution,
        )
    found = check_sourced(bench.dossier())
    assert [(f.number, str(f.level), f.record.title) for f in found] == [
        (12, "block", "Bare"),
        (12, "block", "Dangling"),
    ]
    assert bare in [f.record for f in found]


def test_a_percent_and_an_amount_are_measured_apart() -> None:
    bench = Bench()
    offer = bench.proposal(bench.union)
    item = bench.add("proposal_item", proposal_id=offer.id, issue_id=bench.issue.id)
    given = {"item_id": item.id, "scale": 4}
    much = bench.add("term", value_scaled=2_000_000, unit="percent", **given)
    money = bench.add("term", value_scaled=2_000_000, unit="USD_per_hour", **given)
    assert bench.brief(much, money) == [(19, "warn", "value_scaled")]
    assert bench.brief(much.replaced(scale=9)) == [(19, "block", "value_scaled")]


# -- what a signature is worth --


def agreement(bench: Bench, **values: Any) -> Record:
    given = {"negotiation_id": bench.talks.id, "code": "TA1", "text_hash": text_hash("Text")}
    return bench.add("tentative_agreement", **{**given, **values})


def sign(bench: Bench, ta: Record, side: int, text: str = "Text") -> None:
    person = bench.add("person", name="Pat Example")
    bench.add(
        "signoff",
        agreement_id=ta.id,
        participant_id=side,
        person_id=person.id,
        date=on("2019-01-22"),
        text_hash=text_hash(text),
    )


def test_only_principals_under_the_same_text_count_as_signed() -> None:
    bench = Bench()
    ta = agreement(bench)
    sign(bench, ta, bench.part("labor", "ally"))
    sign(bench, ta, bench.employer, "Another text")
    assert signed_sides(bench.dossier(), ta) == frozenset()
    sign(bench, ta, bench.union)
    assert signed_sides(bench.dossier(), ta) == {"labor"}


def test_the_hash_does_not_depend_on_how_letters_are_composed() -> None:
    assert text_hash("  Año ") == text_hash("An\u0303o")


@pytest.mark.parametrize(
    ("regime", "approved", "expected"),
    [
        ("EERA", (), AgreementStatus.SIGNED),
        ("EERA", ("members",), AgreementStatus.SIGNED),
        ("EERA", ("members", "governing_board"), AgreementStatus.RATIFIED),
        ("NLRA", ("members",), AgreementStatus.RATIFIED),
    ],
)
def test_11_ratified_by_every_body_the_law_asks_for(
    regime: str, approved: tuple[str, ...], expected: AgreementStatus
) -> None:
    bench = Bench(legal_regime=regime)
    ta = agreement(bench)
    for side in (bench.union, bench.employer):
        sign(bench, ta, side)
    for body in approved:
        bench.add("approval", agreement_id=ta.id, body=body, result="approved")
    assert status(bench.dossier(), ta) is expected
    assert (required_bodies(regime) <= set(approved)) is (expected is AgreementStatus.RATIFIED)


def test_one_bodys_vote_alone_ratifies_nothing() -> None:
    bench = Bench(legal_regime="NLRA")
    ta = agreement(bench)
    bench.add("approval", agreement_id=ta.id, body="members", result="approved")
    assert status(bench.dossier(), ta) is AgreementStatus.DRAFT
    bench.add("approval", agreement_id=ta.id, body="governing_board", result="approved")
    assert status(bench.dossier(), ta) is AgreementStatus.RATIFIED


@pytest.mark.parametrize("mark", ["reopened", "superseded"])
def test_a_mark_that_people_set_comes_first(mark: str) -> None:
    bench = Bench()
    ta = agreement(bench, mark=mark)
    for side in (bench.union, bench.employer):
        sign(bench, ta, side)
    assert status(bench.dossier(), ta) == mark
