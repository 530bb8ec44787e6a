"""The goals: what each row is held to, and what a result is."""

from dataclasses import dataclass

TOLERANCE = 1.10
"""A goal counts as missed when it is missed by more than a tenth: machines are not quiet."""

GOALS = {
    "G1": 1.50,
    "G2": 1.05,
    "G3": 1.35,
    "G4 list": 2.5,
    "G4 search": 2.5,
    "G5": 1.2,
    "G6 next": 2.0,
    "G6 jump": 45.0,
    "G7": 1.5,
    "G8": 2.0,
    "G8 as of": 2.0,
    "G9": 2.5,
    "G9 undo": 2.5,
    "G10": 4.0,
    "G11": 1.3,
    "G12": 1.5,
    "G13": 2.0,
    "G13 1m": 4.0,
    "G14": 1.2,
    "G15 paint": 2.5,
    "G15 memory": 8.0,
    "G16": 4.0,
    "G16 longest": 100.0,
    "G17": 0.45,
    "G18": 1.5,
    "G19": 1.15,
    "G20": 1.1,
    "G21": 1.3,
    "G22": 1.15,
    "G22 qt": 1.15,
    "G23": 1.03,
    "G23 memory": 1.2,
    "G24": 0.12,
    "T1 frame": 4.0,
    "P1 csv 500": 0.05,
    "P1 csv 10k": 0.10,
    "P1 csv 100k": 0.18,
    "P1 pdf 500": 0.20,
    "P1 xlsx 10k": 0.20,
    "P2 open 500": 0.30,
    "P2 open 10k": 0.20,
    "P2 open 100k": 0.05,
    "P3 window": 1.1,
    "P4 csv": 0.30,
    "P4 json": 0.30,
    "P4 search": 0.15,
    "P5 csv": 0.15,
    "P5 search": 0.05,
    "P6 json": 0.85,
}
"""Key of a row → the most that its figure may be."""


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table.

    Attributes:
        key: number of the goal and, where it has several rows, a word.
        name: what was measured.
        size: sessions in the store, in words.
        ours, floor: what was measured, in `unit`; None where there is only the figure.
        unit: "ms", "s", "MB" or "".
        figure: what the goal is about, mostly ours ÷ floor.
        spread: quartiles of the figure, as text.
        note: why it was not measured, or what the floor is.
        broken: whether the row could not be run; counts as missed.

    """

    key: str
    name: str
    size: str
    ours: float | None = None
    floor: float | None = None
    unit: str = "ms"
    figure: float | None = None
    spread: str = ""
    note: str = ""
    broken: bool = False

    @property
    def goal(self) -> float | None:
        """Give the goal, or None for a row that is only for information."""
        return GOALS.get(self.key)

    @property
    def missed(self) -> bool:
        """Say whether the goal is missed by more than the tolerance."""
        if self.broken:
            return True
        return self.goal is not None and self.figure is not None and self.excess > TOLERANCE

    @property
    def excess(self) -> float:
        """Give the figure as a multiple of its goal; 0.03 too much growth is a tenth too much."""
        if self.goal is None or self.figure is None:
            return 0.0
        if self.key in ("G24", "G23"):
            return 1 + max(0.0, self.figure - self.goal) / 0.3
        return self.figure / self.goal

    @property
    def verdict(self) -> str:
        """Say in a word how it stands."""
        if self.broken:
            return "FAILED"
        if self.figure is None:
            return "not measured" if self.ours is None else ""
        if self.goal is None:
            return ""
        return "MISSED" if self.missed else "ok"
