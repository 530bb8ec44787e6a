"""Which names are shown as possible duplicates, and why; a plain score stands in for a library."""

from difflib import SequenceMatcher

import pytest

from negotiation_tracker.rules.similar import Likeness, Named, alike, near_duplicates


def score(one: str, other: str) -> float:
    return 100 * SequenceMatcher(None, one, other, autojunk=False).ratio()


@pytest.mark.parametrize(
    ("one", "other", "least", "reason"),
    [
        ("Pat Example", "Pat Example", 100, "the same name"),
        ("Pat Nuñez", "PAT NUNEZ", 100, "accents, capitals or marks"),
        ("Ms. Pat Example", "Pat Example", 100, "the same name"),
        ("Example, Pat", "Pat Example", 98, "another order"),
        ("P. Example", "Pat Example", 90, "“P.” may stand for “Pat”"),
        ("Example, P.", "Pat Example", 90, "“P.” may stand for “Pat”"),
        ("Pat Example", "Pat Quinn Example", 86, "one has “quinn” more"),
        ("John Sample", "Jon Sample", 86, "“john” and “jon”"),
        ("Pat Exampel", "Pat Example", 86, "spelled almost the same"),
        ("SPU", "Sample Public Union", 90, "first letters"),
        ("O'Sample District", "OSample District", 100, "marks"),
    ],
)
def test_names_that_may_be_one(one: str, other: str, least: int, reason: str) -> None:
    for first, second in ((one, other), (other, one)):
        found = alike(first, second, score)
        assert found is not None
        assert found[0] >= least
        assert reason in found[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pat Example", "Sam Example"),
        ("Pat Example", "Pam Example"),
        ("Pat Example", "Pat Sample"),
        ("P. Example", "Sam Example"),
        ("P. E.", "Pat Example"),
        ("Example", "Pat Example"),
        ("Sample Union, Local 98", "Sample Union, Local 99"),
        ("Sample Union", "Sample Union, Local 99"),
        ("Sample Union", "Example Union"),
        ("Alberto Example", "Roberto Example"),
    ],
)
def test_names_that_are_two(one: str, other: str) -> None:
    assert alike(one, other, score) is None
    assert alike(other, one, score) is None


def test_pairs_come_most_alike_first_and_each_once() -> None:
    people = [
        Named(3, ("Robin Sample",)),
        Named(1, ("Pat Example",)),
        Named(7, ("P. Example",)),
        Named(5, ("Pat Example",)),
    ]
    found = near_duplicates(people, score)
    assert [(like.one, like.other, like.score) for like in found] == [
        (1, 5, 100),
        (1, 7, 90),
        (5, 7, 90),
    ]


def test_another_name_counts_and_the_reason_says_so() -> None:
    found = near_duplicates(
        [Named(1, ("Sample District", "Sample Schools")), Named(2, ("Sample Schools",))], score
    )
    assert found == (Likeness(1, 2, 100, "the same name (by the other name “Sample Schools”)"),)


def test_two_other_names_count_only_when_they_are_the_same() -> None:
    same = [Named(1, ("Alfa Works", "The Plant")), Named(2, ("Beta Works", "The Plant"))]
    (found,) = near_duplicates(same, score)
    assert found.reason == "both are also printed as “The Plant”"
    near = [Named(1, ("Alfa Works", "The Plant")), Named(2, ("Beta Works", "The Plants"))]
    assert near_duplicates(near, score) == ()


def test_descriptions_are_no_names() -> None:
    both = [Named(1, ("Alfa Works", "the district")), Named(2, ("Beta Works", "the district"))]
    assert near_duplicates(both, score) == ()


def test_a_part_is_not_its_whole() -> None:
    pair = [Named(1, ("Sample District",)), Named(2, ("Sample District Board",), frozenset({1}))]
    assert near_duplicates(pair, score) == ()


def test_only_names_with_something_in_common_are_compared() -> None:
    asked: list[tuple[str, str]] = []

    def counting(one: str, other: str) -> float:
        asked.append((one, other))
        return 0

    letters = "bcdfghjklmnpqrstvwxz"
    people = [
        Named(place, (f"{a}a{b}u{a} {b}i{a}o{b}",))
        for place, (a, b) in enumerate((a, b) for a in letters for b in letters)
    ]
    near_duplicates(people, counting)
    assert len(asked) < len(people) ** 2 / 20
