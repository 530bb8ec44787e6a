"""What typed lines record, what they say, what stays text, and that nothing is invented."""

from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation_tracker.rules.line_commands import COMMANDS, find_command
from negotiation_tracker.rules.line_grammar import parse, write
from negotiation_tracker.rules.line_reading import SpanRole, read
from negotiation_tracker.rules.line_scene import Scene, letters
from tests.rules.line_cases import SCENES, Case, cases, shown
from tests.rules.line_scenes import scene

CASES = tuple(cases())
PIECES = (
    "@pat", "@Pat Example", "@maria", "@nobody", "@ñ", "#wages", "#class size", "#parking",
    "#+pool", "u", "e", "m:", "SSD", "P7", "P2,", "9", "7", "5%", "$500 bonus", "over 3 years",
    "sq", "cap 36", ";", ",", "and", "on", "to", "if", "until", "friday", "3/27", "10:00", "by",
    "14:05", "2 pm", '"no"', '"', "“", "«sí»", "what-if", "?", "😀", "שלום", "\u200f", "\x00", "/x",
)  # fmt: skip
TYPED = st.builds(
    "".join,
    st.lists(
        st.one_of(
            st.sampled_from(PIECES),
            st.sampled_from(PIECES).map(" {} ".format),
            st.sampled_from(COMMANDS).map(lambda command: f"/{command.name} "),
            st.text(max_size=4),
        ),
        max_size=10,
    ),
)
SCENE = st.sampled_from(sorted(SCENES))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.scene}: {case.text}")
def test_a_line_records(case: Case) -> None:
    reading = read(case.text, SCENES[case.scene])
    assert shown(reading) == case.expected
    assert (reading.order is None) == bool(reading.refusal)


def test_every_command_is_among_the_cases_and_none_of_them_is_lost() -> None:
    used = {found.name for case in CASES if (found := find_command(parse(case.text).command))}
    assert used == {command.name for command in COMMANDS}
    assert len(CASES) >= 200


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u2003"])
def test_an_empty_line_asks_for_nothing(text: str) -> None:
    reading = read(text, scene())
    assert (reading.order, reading.sentence, reading.refusal) == (None, "", "")


@settings(max_examples=400, deadline=None)
@given(TYPED, SCENE)
def test_any_text_is_read_and_names_only_what_the_scene_holds(text: str, where: str) -> None:
    here = SCENES[where]
    reading = read(text, here)
    assert reading.order is None or not reading.refusal
    for span in reading.spans:
        assert 0 <= span.start <= span.end <= len(text)
    for name, key in keys_in(reading.order):
        assert key in known(here)[name], (name, key)


@settings(max_examples=200, deadline=None)
@given(TYPED, SCENE)
def test_a_line_written_in_its_plainest_form_means_the_same(text: str, where: str) -> None:
    first, again = read(text, SCENES[where]), read(write(parse(text)), SCENES[where])
    assert (first.order, first.at, first.private) == (again.order, again.at, again.private)
    assert bool(first.refusal) == bool(again.refusal)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ('14:05 u @pat #wages "no"', ["time", "side", "person", "issue", "quote"]),
        ("/hold u P7", ["command", "side", "proposal"]),
        ("@Pat Example, @nobody said", ["person", "unknown"]),
        ("/offfer u", ["command"]),
    ],
)
def test_what_was_recognised_is_marked(text: str, roles: list[str]) -> None:
    spans = read(text, scene()).spans
    assert [span.role for span in spans] == [SpanRole(role) for role in roles]
    assert [text[s.start : s.end] for s in spans if s.role is SpanRole.PERSON] in (
        [],
        ["@pat"],
        ["@Pat Example"],
    )


def test_a_long_line_keeps_all_its_words_and_a_short_reading() -> None:
    text = "the list of schools " * 500
    reading = read(f"u {text}", scene())
    assert getattr(reading.order, "text", "") == text.strip()
    assert len(reading.sentence) < 200


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        ((("labor", "SPU"), ("management", "SSD")), ("u", "e")),
        ((("management", "SSD"), ("labor", "SPU"), ("labor", "Second")), ("e", "u", "s")),
        ((("neutral", "Mediation"), ("neutral", "Mutual")), ("m", "t")),
        ((("neutral", "Eu"), ("neutral", "😀")), ("", "")),
    ],
)
def test_each_side_has_a_letter_of_its_own(
    sides: tuple[tuple[str, str], ...], expected: tuple[str, ...]
) -> None:
    assert letters(sides) == expected


def known(here: Scene) -> dict[str, set[int]]:
    """List the keys the scene holds, by the kind of field that may hold them."""
    return {
        "side": {s.participant_id for s in here.sides},
        "person": {p.person_id for p in here.people},
        "issue": {i.issue_id for i in here.issues},
        "offer": {o.proposal_id for o in here.offers},
        "entry": {one.entry_id for one in here.lines} | {i.entry_id for i in here.intervals},
    }


KINDS = {
    "participant_id": "side", "by_id": "side", "to_id": "side", "of_id": "side", "about_id": "side",
    "speaker_id": "person", "people": "person", "issue_id": "issue", "issue_ids": "issue",
    "proposal_id": "offer", "proposal_ids": "offer", "counters": "offer", "entry_id": "entry",
}  # fmt: skip


def keys_in(value: object) -> list[tuple[str, int]]:
    """List every key in an order with the kind of record it is of."""
    found: list[tuple[str, int]] = []
    if isinstance(value, tuple):
        return [pair for one in value for pair in keys_in(one)]
    if not is_dataclass(value):
        return found
    for field in fields(value):
        inside = getattr(value, field.name)
        kind = KINDS.get(field.name)
        if kind is None:
            found += keys_in(inside)
        elif inside is not None:
            several = inside if isinstance(inside, tuple) else (inside,)
            found += [(kind, key) for key in several]
    return found
