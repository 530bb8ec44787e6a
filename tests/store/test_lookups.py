"""Look-ups the store answers by index give what going through the whole record gives."""

import random
from datetime import date, timedelta

import pytest

from negotiation_tracker.model.dates import FuzzyDate, Precision
from negotiation_tracker.model.record import Dossier, Record, RecordWriter
from negotiation_tracker.services.workspace import Workspace
from negotiation_tracker.store.rows import Rows
from tests.store import talks

CODES = ("P{}", "p{}", "P{}a", "Offer {}", "P00{}", "PX{}")


def _when(dice: random.Random) -> FuzzyDate | None:
    day = date(2026, 1, 1) + timedelta(days=dice.randrange(6))
    return dice.choice(
        (
            FuzzyDate.day(day),
            FuzzyDate.day(day, as_written=f"that day, {dice.randrange(3)}"),
            FuzzyDate.range(day, day + timedelta(days=3)),
            FuzzyDate.by(day),
            FuzzyDate.since(day),
            FuzzyDate.unknown(),
            None,
        )
    )


def _fill(ws: Workspace, seed: int) -> int:
    dice = random.Random(seed)
    key = talks.begin(ws)

    def verb(writer: RecordWriter) -> None:
        sides = [p.id for p in writer.where("participant", negotiation_id=key)]
        issues = [i.id for i in writer.where("issue", negotiation_id=key)]
        issues.append(writer.insert("issue", negotiation_id=key, code="i", title="Hours").id)
        for place in range(60):
            number = dice.choice((None, dice.randrange(9)))
            words = dice.choice(("", "that day", "on the day"))
            day = FuzzyDate.day(date(2026, 1, 1 + place % 28), as_written=words)
            writer.insert("session", negotiation_id=key, date=day, number=number)
            offer = writer.insert(
                "proposal",
                negotiation_id=key,
                code=dice.choice(CODES).format(place),
                from_id=dice.choice(sides),
                date=_when(dice),
                seq_in_day=dice.randrange(4),
                formality=dice.choice(("formal", "formal", "supposal")),
            )
            for issue in dice.sample(issues, dice.randrange(3)):
                writer.insert("proposal_item", proposal_id=offer.id, issue_id=issue)
        for offer in writer.where("proposal", negotiation_id=key)[::9]:
            writer.remove("proposal", offer.id)

    ws.change("Fill", verb)
    return key


@pytest.mark.parametrize("seed", range(4))
def test_the_store_answers_as_the_whole_record_does(ws: Workspace, seed: int) -> None:
    key = _fill(ws, seed)
    whole: Dossier = ws.dossier(key)
    with ws.store.reading() as db:
        rows = Rows(db, ws.catalogue)
        assert rows.proposal_number(key) == whole.proposal_number(key) > 0
        assert rows.proposal_number(key + 1) == 0
        for field in ("id", "number", "date"):
            found = rows.greatest("session", field, negotiation_id=key)
            assert found is not None
            assert found == whole.greatest("session", field, negotiation_id=key)
            assert rows.greatest("session", field, negotiation_id=key + 1) is None
        makers = [frozenset({p.id}) for p in whole.all("participant")]
        compared = 0
        for offer in whole.all("proposal"):
            if offer.date is not None and offer.date.precision is not Precision.UNKNOWN:
                same = rows.on_date("proposal", "date", offer.date, negotiation_id=key)
                assert same == whole.on_date("proposal", "date", offer.date, negotiation_id=key)
            for issue in whole.all("issue"):
                for side in makers:
                    there = list(rows.offers_before(offer, issue.id, side))
                    here = list(whole.offers_before(offer, issue.id, side))
                    assert sorted(map(_keys, there)) == sorted(map(_keys, here))
                    assert _dated(there) == _dated(here)
                    compared += len(here)
    assert compared > 100


def _keys(found: tuple[Record, Record]) -> tuple[int, ...]:
    return tuple(record.id for record in found)


def _dated(found: list[tuple[Record, Record]]) -> list[tuple[int, ...]]:
    """Keep the offers of which it is certain that they came before: those with a latest day."""
    return [_keys(f) for f in found if f[0].date.latest is not None]


def test_the_store_walks_an_index_and_no_table(ws: Workspace) -> None:
    key = _fill(ws, 0)
    offer = next(o for o in ws.dossier(key).all("proposal") if o.date and o.date.earliest)
    sent: list[str] = []
    with ws.store.reading() as db:
        rows = Rows(db, ws.catalogue)
        db.set_trace_callback(sent.append)
        rows.proposal_number(key)
        rows.greatest("session", "number", negotiation_id=key)
        rows.greatest("session", "id", negotiation_id=key)
        rows.greatest("session", "date", negotiation_id=key, status="held")
        rows.on_date("proposal", "date", offer.date, negotiation_id=key)
        list(rows.offers_before(offer, 1, frozenset({offer.from_id})))
        db.set_trace_callback(None)
        plans = [r[3] for s in sent for r in db.execute(f"EXPLAIN QUERY PLAN {s}").fetchall()]
    assert len(sent) >= 5
    assert not [p for p in plans if p.startswith("SCAN") and p != "SCAN p"]
    # Only the few offers looked back at, and the records of one day, are put in order.
    sorts = [p for p in plans if "TEMP B-TREE" in p]
    assert len(sorts) <= 3, sorts
