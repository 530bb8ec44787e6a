"""Moves, rounds, midpoint, share and latency, on long artificial talks and hard cases."""

import random
from datetime import time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation_tracker.model.dates import ClockTime
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.rules.movement import Direction
from negotiation_tracker.rules.positions import grid
from negotiation_tracker.rules.rounds import IssueMovement, Track, movements, step_order
from tests.rules.build import Talks, day
from tests.rules.test_positions import march

LIKE: dict[str, Any] = {"years": 3, "basis": "on_schedule"}


def pass_number(
    talks: Talks, code: str, maker: Record, when: Any, value: int, **more: Any
) -> Record:
    """An offer on wages with one number, like for like unless `more` says otherwise."""
    term = LIKE | more.pop("term", {})
    proposal, item = talks.offer(code, maker, when, **more)
    talks.percent(item, value, **term)
    return proposal


def moved(talks: Talks, as_of: str = "2024-12-31") -> IssueMovement:
    dossier = talks.dossier()
    return movements(dossier, grid(dossier, day(as_of)))[0]


def track(found: IssueMovement, who: Record) -> Track:
    return next(t for t in found.tracks if t.participant.id == who.id)


def directions(found: IssueMovement, who: Record) -> list[str]:
    return [str(m.step.direction) for m in track(found, who).moves]


def words(derived: Any) -> str:
    return "" if derived.value is None else str(derived.value.describe())


def exchange(*numbers: tuple[str, str, int]) -> tuple[Talks, IssueMovement]:
    """Talks from ("U" or "E", day, percent)."""
    talks = Talks()
    for place, (side, when, value) in enumerate(numbers):
        maker = talks.union if side == "U" else talks.employer
        pass_number(talks, f"P{place + 1:02}", maker, when, value, seq_in_day=place)
    return talks, moved(talks)


def test_moves_share_convergence_and_midpoint() -> None:
    talks, found = exchange(
        ("U", "2024-01-10", 10),
        ("E", "2024-01-20", 2),
        ("U", "2024-02-01", 8),
        ("E", "2024-02-11", 4),
    )
    union, employer = track(found, talks.union), track(found, talks.employer)
    assert directions(found, talks.union) == ["opening", "toward"]
    assert words(found.first_gap) == "8 percentage points"
    assert words(union.moves[1].step.moved) == "2 percentage points"
    assert union.moves[1].share.value == Decimal("0.25")
    assert union.moves[1].convergence.value == Decimal("0.25")
    assert employer.moves[1].convergence.value == Decimal("0.5")
    assert found.convergence.value == Decimal("0.5")
    assert words(found.midpoint) == "6%"
    assert found.rounds.value == 1
    assert [m.answered.value.exact for m in union.moves if m.answered.value] == [10, 10]
    assert "No later position" in employer.moves[1].answered.reason_not_computable


def test_the_first_position_and_repetitions_are_no_moves() -> None:
    talks, found = exchange(
        ("U", "2024-01-10", 10),
        ("E", "2024-01-20", 2),
        ("U", "2024-02-01", 10),
        ("E", "2024-02-11", 4),
        ("E", "2024-02-21", 4),
    )
    assert directions(found, talks.union) == ["opening", "restated"]
    assert directions(found, talks.employer) == ["opening", "toward", "restated"]
    assert track(found, talks.union).count.value == 0
    assert found.rounds.value == 0
    assert "has not moved" in track(found, talks.union).total.reason_not_computable


def test_a_regressive_move_is_said_without_judging() -> None:
    talks, found = exchange(
        ("U", "2024-01-10", 10),
        ("E", "2024-01-20", 4),
        ("E", "2024-02-01", 3),
        ("U", "2024-02-02", 12),
    )
    back = track(found, talks.employer).moves[1]
    assert back.step.direction is Direction.AWAY
    assert back.step.words == "moved away from the other side"
    assert words(back.step.moved) == "-1 percentage points"
    assert track(found, talks.union).away == 1
    assert found.convergence.value == Decimal("-0.5")


def test_twenty_rounds() -> None:
    numbers = []
    for place in range(21):
        numbers.append(("U", f"2024-{1 + place // 4:02}-{1 + place % 4 * 7:02}", 60 - place))
        numbers.append(("E", f"2024-{1 + place // 4:02}-{2 + place % 4 * 7:02}", 10 + place))
    talks, found = exchange(*numbers)
    assert found.rounds.value == 20
    assert words(track(found, talks.union).total) == "20 percentage points"
    assert track(found, talks.union).share.value == Decimal("0.4")
    assert words(found.midpoint) == "35%"


def test_several_rounds_on_one_day_keep_their_order() -> None:
    talks, found = exchange(
        ("U", "2024-01-10", 10),
        ("E", "2024-01-10", 2),
        ("U", "2024-01-10", 9),
        ("E", "2024-01-10", 3),
    )
    assert found.rounds.value == 1
    assert [words(m.gap) for m in track(found, talks.employer).moves] == [
        "8 percentage points",
        "6 percentage points",
    ]
    assert found.convergence.value == Decimal("0.25")


def test_a_tie_on_one_day_leaves_rounds_open() -> None:
    talks = Talks()
    pass_number(talks, "U1", talks.union, "2024-01-10", 10)
    pass_number(talks, "E1", talks.employer, "2024-01-11", 2)
    pass_number(talks, "E2", talks.employer, "2024-01-11", 4)
    found = moved(talks)
    assert directions(found, talks.employer) == ["opening", "uncertain"]
    assert found.rounds.value is None
    assert "it is not certain which of E1 and E2 came first" in found.rounds.reason_not_computable


def test_overlapping_fuzzy_days_are_ordered_only_by_a_link() -> None:
    talks = Talks()
    pass_number(talks, "U1", talks.union, "2024-01-01", 10)
    first = pass_number(talks, "E1", talks.employer, "2024-01-05..2024-01-20", 2)
    pass_number(talks, "E2", talks.employer, "2024-01-10..2024-01-25", 4, supersedes_id=first.id)
    assert directions(moved(talks), talks.employer) == ["opening", "toward"]


@pytest.mark.parametrize(
    ("second", "note"),
    [
        ({"years": 4}, "years covered: three years before, four years now"),
        ({"basis": "off_schedule"}, "basis: on schedule before, off schedule now"),
        ({"population": "drivers"}, "people covered: not stated before, drivers now"),
    ],
)
def test_what_is_not_like_for_like_is_a_move_without_a_size(
    second: dict[str, Any], note: str
) -> None:
    talks = Talks()
    pass_number(talks, "U1", talks.union, "2024-01-01", 10)
    pass_number(talks, "E1", talks.employer, "2024-01-05", 2)
    pass_number(talks, "E2", talks.employer, "2024-01-15", 3, term=second)
    step = track(moved(talks), talks.employer).moves[1].step
    assert step.direction is Direction.CHANGED
    assert step.notes == (note,)
    assert step.moved.value is None
    assert track(moved(talks), talks.employer).count.value == 1


def test_stating_the_years_later_is_saying_it_again() -> None:
    found = moved(march(), "2023-03-24")
    employer = next(t for t in found.tracks if len(t.moves) == 2)
    assert [m.step.words for m in employer.moves] == ["first position", "said again"]
    assert found.rounds.value is None
    assert "known from the press alone" in found.rounds.reason_not_computable
    assert found.midpoint.value is None
    assert "years covered" in found.midpoint.reason_not_computable


def test_the_same_percent_over_other_years_is_a_move() -> None:
    talks = Talks()
    pass_number(talks, "E1", talks.employer, "2024-01-05", 9)
    pass_number(talks, "E2", talks.employer, "2024-01-15", 9, term={"years": 2})
    assert directions(moved(talks), talks.employer) == ["opening", "changed"]


def test_a_lapsed_package_brings_the_earlier_position_back_and_nobody_moved() -> None:
    talks = Talks()
    leave = talks.issue("leave")
    pass_number(talks, "U1", talks.union, "2024-01-01", 10)
    pass_number(talks, "E1", talks.employer, "2024-01-05", 2)
    package, item = talks.offer(
        "E2", talks.employer, "2024-01-10", kind="package", package_rule="all_or_nothing"
    )
    talks.percent(item, 5, **LIKE)
    talks.item(package, leave)
    talks.act(package, "rejected", talks.union, "2024-01-12")
    found = movements(talks.dossier(), grid(talks.dossier(), day("2024-02-01")))
    wages = next(m for m in found if m.issue.code == "wages")
    assert directions(wages, talks.employer) == ["opening", "toward", "returned"]
    back = track(wages, talks.employer).moves[2]
    assert back.step.number is not None
    assert back.step.number.describe() == "2%"
    assert track(wages, talks.employer).count.value == 1
    assert words(back.gap) == "8 percentage points"


def test_a_withdrawn_position_is_off_the_table_and_not_zero() -> None:
    talks = Talks()
    pass_number(talks, "U1", talks.union, "2024-01-01", 10)
    ask = pass_number(talks, "U2", talks.union, "2024-01-20", 8)
    pass_number(talks, "E1", talks.employer, "2024-01-05", 2)
    talks.act(ask, "withdrawn", talks.union, "2024-02-01")
    found = moved(talks)
    assert directions(found, talks.union) == ["opening", "toward", "returned"]
    off, _ = talks.offer("U4", talks.union, "2024-03-01", item={"stance": "withdraw"})
    gone = track(moved(talks), talks.union).moves[-1].step
    assert off.code == "U4"
    assert gone.direction is Direction.TAKEN_OFF
    assert gone.number is None


def test_what_comes_back_within_a_day_comes_after_all_that_was_passed_on_it() -> None:
    talks = Talks()

    def at(text: str) -> ClockTime:
        return ClockTime(time.fromisoformat(text), "America/Los_Angeles")

    pass_number(talks, "U1", talks.union, "2024-01-10", 10, time=at("13:10"))
    pass_number(talks, "E1", talks.employer, "2024-01-10", 2, time=at("13:40"))
    better = pass_number(talks, "U2", talks.union, "2024-01-10", 8, time=at("14:10"))
    pass_number(talks, "E2", talks.employer, "2024-01-10", 3, time=at("14:20"))
    talks.act(better, "withdrawn", talks.union, "2024-01-10")
    found = moved(talks)
    moves = [m for t in found.tracks for m in t.moves]
    assert directions(found, talks.union) == ["opening", "toward", "returned"]
    last = max(moves, key=lambda move: step_order(move.step))
    assert (str(last.step.direction), words(last.gap)) == ("returned", "7 percentage points")


def test_positions_without_numbers_move_by_their_words() -> None:
    talks = Talks()
    for code, maker, when, text in (
        ("U1", talks.union, "2024-01-01", "One nurse in each school"),
        ("E1", talks.employer, "2024-01-05", "No change"),
        ("U2", talks.union, "2024-01-11", "One nurse in each  school"),
        ("U3", talks.union, "2024-01-12", "One nurse for two schools"),
        ("E2", talks.employer, "2024-01-15", "One nurse for four schools"),
    ):
        talks.offer(code, maker, when, item={"summary": text})
    found = moved(talks)
    assert directions(found, talks.union) == ["opening", "restated", "changed"]
    assert found.rounds.value == 1
    assert found.midpoint.reason_not_computable == "neither position has a number"
    assert found.convergence.value is None


def test_a_hedged_number_keeps_its_hedge() -> None:
    talks = Talks()
    pass_number(talks, "U1", talks.union, "2024-01-01", 10, term={"comparator": "about"})
    pass_number(talks, "E1", talks.employer, "2024-01-05", 2)
    pass_number(talks, "U2", talks.union, "2024-01-09", 7)
    found = moved(talks)
    assert words(track(found, talks.union).moves[1].step.moved) == "about 3 percentage points"
    assert words(found.midpoint) == "4.5%"


def test_a_bound_has_no_midpoint() -> None:
    talks = Talks()
    pass_number(talks, "U1", talks.union, "2024-01-01", 10, term={"comparator": "at_least"})
    pass_number(talks, "E1", talks.employer, "2024-01-05", 2)
    assert moved(talks).midpoint.reason_not_computable == (
        "One of the numbers is a bound or a range."
    )


def test_no_first_gap_means_no_share_and_says_so() -> None:
    talks, found = exchange(("U", "2024-01-01", 5), ("E", "2024-01-02", 5), ("U", "2024-01-03", 4))
    assert found.convergence.reason_not_computable == "The first gap is zero."
    assert track(found, talks.union).moves[1].step.direction is Direction.AWAY


def test_claims_and_supposals_move_nothing() -> None:
    talks = Talks()
    pass_number(talks, "U1", talks.union, "2024-01-01", 10)
    pass_number(talks, "E1", talks.employer, "2024-01-05", 2)
    pass_number(talks, "X1", talks.employer, "2024-01-07", 9, formality="adverse_claim")
    pass_number(talks, "X2", talks.employer, "2024-01-08", 6, formality="supposal")
    assert directions(moved(talks), talks.employer) == ["opening"]


@given(st.randoms(use_true_random=False), st.integers(1, 12))
def test_the_order_of_entry_does_not_matter(shuffle: random.Random, count: int) -> None:
    talks = Talks()
    for place in range(count):
        pass_number(talks, f"U{place}", talks.union, f"2024-01-{1 + 2 * place:02}", 30 - place)
        pass_number(talks, f"E{place}", talks.employer, f"2024-01-{2 + 2 * place:02}", place // 2)
    straight = moved(talks)
    records = list(talks.records)
    shuffle.shuffle(records)
    dossier = Dossier(talks.catalogue, records)
    mixed = movements(dossier, grid(dossier, day("2024-12-31")))[0]
    assert mixed == straight
