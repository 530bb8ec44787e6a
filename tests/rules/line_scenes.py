"""The talks that lines are typed in: Sample Public Union and Sample School District."""

import datetime as dt

from negotiation_tracker.model.clock_time import ClockTime
from negotiation_tracker.rules.line_scene import (
    IntervalKind,
    Room,
    Scene,
    SceneAgreement,
    SceneInterval,
    SceneIssue,
    SceneLine,
    SceneOffer,
    ScenePerson,
    SceneSide,
)

SPU, SSD, MEDIATION = 1, 2, 3
PAT, NURIA, ELENA, MARIA, KIM, JOSE, PAT_TEST = 10, 11, 12, 13, 14, 15, 16
WAGES, CLASS_SIZE, NURSES, HEALTH, HOURS, SAFETY = 20, 21, 22, 23, 24, 25
P1, P2, P3, P7, P5 = 31, 32, 33, 37, 35


def clock(text: str) -> ClockTime:
    """Give a wall time of the talks."""
    return ClockTime(dt.time.fromisoformat(text), "America/Los_Angeles")


def scene(
    *,
    start: str = "13:00",
    now: str = "14:20",
    intervals: tuple[SceneInterval, ...] = (),
    locked: bool = False,
    room: Room | None = None,
) -> Scene:
    """Give the talks on Wednesday 22 March 2023; an empty `now` is for pasting."""
    return Scene(
        negotiation_id=1,
        session_id=2,
        day=dt.date(2023, 3, 22),
        now=clock(now) if now else None,
        start=clock(start),
        locked=locked,
        sides=(
            SceneSide(SPU, "u", "SPU", "labor", ("Sample Public Union",)),
            SceneSide(SSD, "e", "SSD", "management", ("Sample School District", "the district")),
            SceneSide(MEDIATION, "m", "Mediation Service", "neutral"),
        ),
        people=(
            ScenePerson(PAT, "Pat Example", SPU, ("P. Example",), present=True),
            ScenePerson(NURIA, "Nuria Muestra de la Peña", SPU),
            ScenePerson(ELENA, "María Elena de la Cruz Ejemplo", SSD),
            ScenePerson(MARIA, "Maria Prueba", SPU, present=True),
            ScenePerson(KIM, "Kim O'Sample-Test", SSD, present=True),
            ScenePerson(JOSE, "José Núñez Ejemplo", SSD),
            ScenePerson(PAT_TEST, "Patricia Will", SSD),
        ),
        issues=(
            SceneIssue(WAGES, "Wages", "wages", "wages"),
            SceneIssue(CLASS_SIZE, "Class size", "class_size", "class_size"),
            SceneIssue(NURSES, "Nurses", "9.2", "staffing"),
            SceneIssue(HEALTH, "Health benefits", "hb", "benefits", ("Prestaciones de salud",)),
            SceneIssue(HOURS, "Hours", "hours", "hours_workload"),
            SceneIssue(SAFETY, "Health and safety", "hs", "health_safety"),
        ),
        offers=(
            SceneOffer(P5, "P5", SSD, (HOURS,), open=False),
            SceneOffer(P1, "P1", SSD, (WAGES,)),
            SceneOffer(P2, "P2", SPU, (WAGES,)),
            SceneOffer(P3, "P3", SPU, (NURSES,)),
            SceneOffer(P7, "P7", SSD, (CLASS_SIZE, NURSES)),
        ),
        agreements=(SceneAgreement(51, "TA1", (HEALTH,)),),
        intervals=intervals,
        room=room,
        lines=tuple(SceneLine(n, 100 + n, "statement", f"words {n}") for n in range(1, 13)),
        ours=SPU,
    )


def opened(*kinds: IntervalKind | tuple[IntervalKind, int]) -> tuple[SceneInterval, ...]:
    """Give stretches that are open since 14:00, of a side where one is given."""
    found = []
    for number, kind in enumerate(kinds):
        which, side = kind if isinstance(kind, tuple) else (kind, None)
        found.append(SceneInterval(which, side, clock("14:00"), 200 + number))
    return tuple(found)
