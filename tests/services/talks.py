"""Artificial talks on a real store, and one-line ways to change them."""

from collections.abc import Callable
from typing import Any, TypeVar

import pytest

from negotiation_tracker.model.changes import Changed
from negotiation_tracker.model.errors import BrokenInvariant, InvalidInput
from negotiation_tracker.model.record import Record, RecordWriter
from negotiation_tracker.services import negotiations, proposals, records
from negotiation_tracker.services.commands import ItemLine, LogProposal, NewNegotiation, TermLine
from negotiation_tracker.services.workspace import Workspace

T = TypeVar("T")


class Talks:
    """A union and an employer, two issues, an ally, a neutral, and a signer on each team."""

    def __init__(self, ws: Workspace) -> None:
        self.ws = ws
        self.id = self.do(
            lambda w: negotiations.create(
                w,
                NewNegotiation(
                    "Example Workers",
                    "Sample Works",
                    issues=("Wages", "Class size"),
                    code="SAMPLE-1",
                    ours="union",
                ),
            )
        )
        self.union, self.employer = (p.id for p in ws.records("participant"))
        self.wages, self.class_size = (i.id for i in ws.records("issue"))
        self.ally = self.participant("Friendly Workers", "labor", "ally")
        self.neutral = self.participant("Neutral Office", "neutral", "neutral")
        self.pat = self.add("person", name="Pat Example")
        self.sam = self.add("person", name="Sam Sample")

    def change(self, verb: Callable[[RecordWriter], T]) -> Changed[T]:
        return self.ws.change("Test", verb)

    def do(self, verb: Callable[[RecordWriter], T]) -> T:
        return self.change(verb).value

    def add(self, kind: str, /, **raw: object) -> int:
        return self.do(lambda w: records.create(w, kind, raw))

    def edit(self, kind: str, key: int, /, **raw: object) -> Record:
        return self.do(lambda w: records.edit(w, kind, key, raw))

    def delete(self, kind: str, key: int) -> None:
        self.do(lambda w: records.delete(w, kind, key))

    def get(self, kind: str, key: int) -> Record:
        found = self.ws.find(kind, key)
        assert found is not None
        return found

    def all(self, kind: str, /, **equals: Any) -> list[Record]:
        return self.ws.dossier_of_all().where(kind, **equals)

    def participant(self, name: str, side: str, role: str, negotiation_id: int = 0) -> int:
        body = self.add("organization", name=name)
        return self.add(
            "participant",
            negotiation_id=negotiation_id or self.id,
            organization_id=body,
            side=side,
            role=role,
        )

    def other_talks(self) -> "tuple[int, int, int]":
        """Set up other talks; give them, their union's part and their issue."""
        other = self.do(
            lambda w: negotiations.create(
                w, NewNegotiation("Second Union", "Second Works", issues=("Pay",), code="SECOND-1")
            )
        )
        union = self.all("participant", negotiation_id=other)[0].id
        return other, union, self.all("issue", negotiation_id=other)[0].id

    def proposal(
        self,
        side: int,
        date: str = "17 Jan 2019",
        *values: str,
        counters: tuple[int, ...] = (),
        **fields: object,
    ) -> int:
        """Log a proposal on wages, one item a value."""
        issues = (self.wages, self.class_size)
        items = tuple(
            ItemLine(issue, terms=(TermLine(value),))
            for issue, value in zip(issues, values, strict=False)
        )
        raw = {"from_id": side, "date": date, **fields}
        return self.do(
            lambda w: proposals.log(w, LogProposal(self.id, raw, items, counters=counters))
        )

    def refusal(self, verb: Callable[[RecordWriter], object]) -> str:
        """Try what a rule forbids; give the message, having seen that nothing changed."""
        before = self.everything()
        with pytest.raises(BrokenInvariant) as caught:
            self.ws.change("Test", verb)
        assert self.everything() == before
        assert "Nothing was changed." in caught.value.sentence()
        return caught.value.title

    def problems(self, verb: Callable[[RecordWriter], object]) -> dict[str, str]:
        """Try what cannot be read; give message by field, having seen that nothing changed."""
        before = self.everything()
        with pytest.raises(InvalidInput) as caught:
            self.ws.change("Test", verb)
        assert self.everything() == before
        return {p.field: p.message for p in caught.value.problems}

    def everything(self) -> list[Record]:
        return list(self.ws.dossier_of_all())

    def warnings(self, verb: Callable[[RecordWriter], object]) -> str:
        """Make a change that only warns; give the warnings."""
        return " ".join(w.message for w in self.change(verb).change.warnings)
