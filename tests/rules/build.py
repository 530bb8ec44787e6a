"""Builds artificial dossiers: real catalogue, real records, plainly invented names."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from negotiation_tracker.model.catalogue import load_catalogue
from negotiation_tracker.model.dates import ClockTime, FuzzyDate
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.paths import resources_folder

ZONE = "America/Los_Angeles"
STAMP = datetime(2020, 1, 1, tzinfo=UTC)
EMPTY = {"text": "", "flag": False, "integer": 0}


def on(text: str) -> FuzzyDate:
    """A certain day, "2023-03-21"; "..2023-03-20" is by that day, "a..b" a range."""
    first, dots, last = text.partition("..")
    if not dots:
        return FuzzyDate.day(date.fromisoformat(first))
    if not first:
        return FuzzyDate.by(date.fromisoformat(last))
    return FuzzyDate.range(date.fromisoformat(first), date.fromisoformat(last))


def day(text: str) -> date:
    return date.fromisoformat(text)


def clock(text: str) -> ClockTime:
    return ClockTime.at(text, ZONE)


class Builder:
    """Collects records and hands out a dossier."""

    def __init__(self) -> None:
        self.catalogue = load_catalogue(resources_folder())
        self.records: list[Record] = []
        self._next = 1

    def add(self, table: str, **values: Any) -> Record:
        """Add a record; missing fields take the declared defaults, strings as dates are read."""
        kind = self.catalogue[table]
        unknown = values.keys() - {field.name for field in kind.fields}
        assert not unknown, f"{table} has no {unknown}"
        number = self._next
        self._next += 1
        full: dict[str, Any] = {}
        for field in kind.fields:
            if field.name in values:
                value = values[field.name]
                if field.type == "fuzzy_date" and isinstance(value, str):
                    value = on(value)
                if field.type == "clock" and isinstance(value, str):
                    value = clock(value)
                if field.type == "decimal" and isinstance(value, int | str):
                    value = Decimal(value)
                full[field.name] = value
            elif field.name == "id":
                full["id"] = number
            elif field.name == "uid":
                full["uid"] = f"{table}-{number}"
            elif field.name in ("created_at", "updated_at"):
                full[field.name] = STAMP
            elif field.default is None and field.required and field.type in EMPTY:
                full[field.name] = EMPTY[field.type]
            else:
                full[field.name] = field.default
        record = Record(table, full)
        self.records.append(record)
        return record

    def dossier(self) -> Dossier:
        return Dossier(self.catalogue, self.records)


class Talks(Builder):
    """A negotiation of a union and an employer with one wage issue."""

    def __init__(self, **negotiation: Any) -> None:
        super().__init__()
        self.negotiation = self.add(
            "negotiation",
            **{"title": "Example talks", "code": "EX", "timezone": ZONE, "currency": "USD"}
            | negotiation,
        )
        self.union_org = self.add("organization", name="Example Union", short_name="Union")
        self.employer_org = self.add("organization", name="Example Employer", short_name="Employer")
        self.paper_org = self.add("organization", name="Example Paper", kind="media")
        self.union = self.participant(self.union_org, "labor")
        self.employer = self.participant(self.employer_org, "management")
        self.wages = self.issue("wages", category="wages")

    def participant(self, organization: Record, side: str, **more: Any) -> Record:
        return self.add(
            "participant",
            negotiation_id=self.negotiation.id,
            organization_id=organization.id,
            side=side,
            **more,
        )

    def issue(self, code: str, **more: Any) -> Record:
        return self.add(
            "issue", negotiation_id=self.negotiation.id, code=code, title=code.title(), **more
        )

    def offer(
        self, code: str, maker: Record, when: Any = None, *, item: Any = None, **more: Any
    ) -> tuple[Record, Record]:
        """A proposal with one item, on wages unless `item` names another issue."""
        proposal = self.add(
            "proposal",
            negotiation_id=self.negotiation.id,
            code=code,
            from_id=maker.id,
            date=when,
            **more,
        )
        return proposal, self.item(proposal, **(item or {}))

    def item(self, proposal: Record, issue: Record | None = None, **more: Any) -> Record:
        return self.add(
            "proposal_item",
            proposal_id=proposal.id,
            issue_id=(issue or self.wages).id,
            **{"stance": "offer"} | more,
        )

    def percent(self, item: Record, value: int, years: int | None = None, **more: Any) -> Record:
        return self.add(
            "term",
            item_id=item.id,
            **{
                "measure": "wage_pct",
                "value_scaled": value * 10_000,
                "scale": 4,
                "unit": "percent",
                "horizon_years": years,
            }
            | more,
        )

    def act(self, proposal: Record, action: str, by: Record, when: str, **more: Any) -> Record:
        return self.add(
            "proposal_action",
            proposal_id=proposal.id,
            action=action,
            by_id=by.id,
            date=when,
            **more,
        )

    def source(self, code: str, published: str | None, **more: Any) -> Record:
        source = self.add("source", code=code, title=code, published_on=published, **more)
        return self.add("segment", source_id=source.id, para_no=1)

    def cite(self, record: Record, segment: Record | None = None, **more: Any) -> Record:
        return self.add(
            "citation",
            target_kind=record.table,
            target_uid=record.uid,
            segment_id=None if segment is None else segment.id,
            **{"attribution": "reporter_voice"} | more,
        )

    def session(self, when: str, **more: Any) -> Record:
        return self.add("session", negotiation_id=self.negotiation.id, date=when, **more)

    def event(self, kind: str, start: str, **more: Any) -> Record:
        return self.add(
            "event",
            negotiation_id=self.negotiation.id,
            kind=kind,
            start=start,
            **{"title": kind.replace("_", " ").capitalize()} | more,
        )
