"""What is offered at the cursor: best first, nothing from outside the scene, and it reads back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation_tracker.rules.line_completion import complete
from negotiation_tracker.rules.line_orders import Say
from negotiation_tracker.rules.line_reading import read
from negotiation_tracker.rules.line_scene import Scene, SceneIssue, ScenePerson
from tests.rules.line_cases import SCENES
from tests.rules.line_scenes import scene
from tests.rules.test_line_reading import TYPED


def labels(text: str, here: Scene) -> list[str]:
    return [option.label for option in complete(text, len(text), here).options]


@pytest.mark.parametrize(
    ("text", "first", "count"),
    [
        ("@", ["Pat Example", "Maria Prueba", "Kim O'Sample-Test"], 7),
        ("@mar", ["Maria Prueba", "María Elena de la Cruz Ejemplo"], 2),
        ("@MARÍA", ["Maria Prueba", "María Elena de la Cruz Ejemplo"], 2),
        ("@ñ", ["Nuria Muestra de la Peña", "José Núñez Ejemplo"], 2),
        ("@maria el", ["María Elena de la Cruz Ejemplo"], 1),
        ("@de la c", ["María Elena de la Cruz Ejemplo"], 1),
        ("we told @kim", ["Kim O'Sample-Test"], 1),
        ("@kim we", [], 0),
        ("@zz", [], 0),
        ("a@p", [], 0),
        ("#", ["Wages", "Class size", "Nurses"], 6),
        ("#hea", ["Health benefits", "Health and safety"], 2),
        ("#SALUD", ["Health benefits"], 1),
        ("x #cl", ["Class size"], 1),
        ("/", ["/offer", "/counter", "/package"], 22),
        ("/of", ["/offer", "/offrec"], 2),
        ("14:05 /ca", ["/caucus"], 1),
        ("u /off", ["/offer", "/offrec"], 2),
        ("we /off", [], 0),
        ("/offer ", ["SPU", "SSD", "Mediation Service"], 3),
        ("/offer s", ["SPU", "SSD"], 3),
        ("/caucus dis", ["SSD"], 1),
        ("S", ["SPU", "SSD"], 3),
        ("we s", [], 0),
        ("/counter ", ["P7", "P3", "P2", "P1", "P5", "SPU"], 8),
        ("/hold p", ["P7", "P3", "P2", "P1", "P5", "SPU"], 6),
        ("/reject u 7", ["P7"], 1),
        ("/ta #nurses ", ["P7", "P3", "P2", "P1", "P5"], 5),
        ("/fix ", ["12", "11", "10"], 8),
        ("/time 1", ["12", "11", "10", "1"], 4),
        ("/zzz ", [], 0),
        ('"@pa', [], 0),
        ("“#wa", [], 0),
        ('"no" @pa', ["Pat Example", "Patricia Will"], 2),
        ("", [], 0),
    ],
)
def test_what_is_offered(text: str, first: list[str], count: int) -> None:
    found = labels(text, scene())
    assert found[: len(first)] == first
    assert len(found) >= count
    assert (len(found) == count) or text == "/"


@pytest.mark.parametrize(
    ("where", "first", "never"),
    [
        ("caucus of SSD", "/back", "/authorise"),
        ("off the record", "/onrec", "/offer"),
        ("break", "/resume", "/authorise"),
        ("locked", "/note", "/offer"),
        ("room A", "/note", "/offer"),
        ("joint room", "/offer", "/authorise"),
    ],
)
def test_only_commands_that_may_be_used_are_offered(where: str, first: str, never: str) -> None:
    found = labels("/", SCENES[where])
    assert found[0] == first
    assert never not in found


@pytest.mark.parametrize(
    ("text", "cursor", "whole"),
    [
        ("@pat says no", 3, "@Pat Example says no"),
        ("we told @nur yesterday", 12, "we told @Nuria Muestra de la Peña yesterday"),
        ("#cl", 3, "#class-size "),
        ("/off e #wages", 2, "/offer e #wages"),
        ("/hold 7", 7, "/hold P7 "),
        ("/caucus s", 9, "/caucus u "),
        ("med", 3, "m: "),
    ],
)
def test_the_first_option_is_put_in(text: str, cursor: int, whole: str) -> None:
    found = complete(text, cursor, scene())
    assert text[: found.start] + found.options[0].insert + text[found.end :] == whole


@settings(max_examples=200, deadline=None)
@given(TYPED, st.integers(-5, 200), st.sampled_from(sorted(SCENES)))
def test_any_cursor_in_any_text_will_do(text: str, cursor: int, where: str) -> None:
    here = SCENES[where]
    found = complete(text, cursor, here)
    assert 0 <= found.start <= found.end <= len(text)
    shown = {option.label for option in found.options}
    assert all(label.startswith("/") for label in shown) or shown <= everything(here)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.from_regex(r"[A-Za-zÑñéíü]{2,8}([ .'-][A-Za-zñé]{2,8}){0,4}", fullmatch=True),
        min_size=1,
        max_size=6,
        unique_by=lambda name: name.casefold(),
    )
)
def test_what_is_put_in_reads_back_as_the_one_chosen(names: list[str]) -> None:
    here = Scene(
        1,
        2,
        scene().day,
        people=tuple(ScenePerson(n, name) for n, name in enumerate(names)),
        issues=tuple(SceneIssue(n, name) for n, name in enumerate(names)),
    )
    for sign, key in (("@", "people"), ("#", "issue_ids")):
        for option in complete(sign, 1, here).options:
            order = read(f"{option.insert}: 5 of them", here).order
            meant = [n for n, name in enumerate(names) if name == option.label]
            twins = [p for p in here.people if p.words[0] == here.people[meant[0]].words[0]]
            if len(twins) == 1:
                assert isinstance(order, Say)
                assert list(getattr(order, key)) == meant, option


def everything(here: Scene) -> set[str]:
    """List every name the scene holds."""
    return (
        {p.name for p in here.people}
        | {i.title for i in here.issues}
        | {s.name for s in here.sides}
        | {o.code for o in here.offers}
        | {str(one.number) for one in here.lines}
    )
