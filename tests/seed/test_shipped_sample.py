"""The shipped sample holds every fact of the five articles, each with its account, and no more."""

import collections
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from negotiation_tracker import paths
from negotiation_tracker.model.record import Dossier, Record, RecordWriter
from negotiation_tracker.rules.derived import Days
from negotiation_tracker.rules.invariants import check_sourced
from negotiation_tracker.rules.measures import strikes
from negotiation_tracker.rules.positions import latest
from negotiation_tracker.services import seeds
from negotiation_tracker.services.workspace import Workspace

CODES = ("LAUSD-UTLA-2019", "LAUSD-SEIU99-2023")

# Counted in the fact sheet. FG4, FG13, FG14 and FG20 hold two numbers each, hence 25 + 4 figures.
COUNTS = {
    "negotiation": 2,
    "source": 5,
    "segment": 12 + 33 + 24 + 16 + 14,
    "organization": 12,
    "person": 21,
    "participant": 8,
    "mediator_engagement": 4,
    "mediator_state": 13,
    "session": 6,
    "attendance": 2,
    "issue": 12 + 5,
    "proposal": 7,
    "proposal_item": 18,
    "term": 5,
    "event": 16 + 18,
    "statement": 11 + 21,
    "figure": 25 + 4,
    "dispute": 20,
    "tentative_agreement": 0,
    "counter": 0,
}
# What ties records together, and evidence itself; all else states a fact.
STRUCTURE = {"citation", "segment", "event_actor", "statement_issue", "issue_raiser"}
NOT_FROM_THE_ARTICLES = (
    r"\bPERB\b",
    r"LA-IM-4001",
    r"Weinberg",
    r"fact.?finding",
    r"injuncti",
    r"\bEERA\b",
    r"complaint",
    r"unfair practice",
    r"LA Times|L\.A\. Times|Los Angeles Times",
    r"\b[34] Dec|2018-12-0[34]|19 Mar 2023|2023-03-19",
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    opened = Workspace.create(tmp_path_factory.mktemp("seed") / "sample.negotiations")
    seeds.load(opened)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def everything(workspace: Workspace) -> Dossier:
    return workspace.dossier_of_all()


def coded(dossier: Dossier, kind: str, code: str) -> Record:
    (found,) = dossier.where(kind, code=code)
    return found


@pytest.mark.parametrize("kind", COUNTS)
def test_counts(everything: Dossier, kind: str) -> None:
    assert len(everything.all(kind)) == COUNTS[kind]


def test_every_number_of_the_fact_sheet_is_there(everything: Dossier) -> None:
    def codes(kind: str) -> set[str]:
        return {r.code for r in everything.all(kind)}

    assert codes("negotiation") == set(CODES)
    assert codes("proposal") == {"PR1", "PR2", "PR3", "PR3b", "PR4", "PO1", "PO2"}
    numbers = [*range(1, 17), *range(20, 38)]
    assert codes("event") == {f"EV{n}" for n in numbers}
    numbers = [*range(1, 12), *range(20, 41)]
    assert codes("statement") == {f"ST{n}" for n in numbers}
    assert {c.rstrip("b") for c in codes("figure")} == {f"FG{n}" for n in range(1, 26)}
    assert codes("dispute") == {f"K{n}" for n in range(1, 21)}
    assert codes("source") == {f"A{n}" for n in range(5)}


def test_every_fact_has_an_account_in_a_paragraph(everything: Dossier) -> None:
    for record in everything:
        if record.table in STRUCTURE:
            continue
        citations = everything.where("citation", target_uid=record.uid)
        assert citations, f"{record.table} {record.id} has no citation"
        for citation in citations:
            segment = everything.get("segment", citation.segment_id)
            assert segment is not None
            assert everything.get("source", segment.source_id) is not None
            assert citation.attribution
            named = (citation.person_id, citation.organization_id, citation.label)
            # Article A4 names neither its publisher nor its reporter.
            anonymous = citation.attribution in ("derived", "reporter_voice")
            assert anonymous or any(named)
    assert check_sourced(everything) == []


def test_every_citation_is_for_a_record_of_its_kind(everything: Dossier) -> None:
    for citation in everything.all("citation"):
        target = everything.by_uid(citation.target_uid)
        assert target is not None
        assert target.table == citation.target_kind


def test_captions_are_cited_as_captions(everything: Dossier) -> None:
    for citation in everything.all("citation"):
        segment = everything.get("segment", citation.segment_id)
        assert segment is not None
        assert segment.role not in ("related_link",)
        if segment.role == "caption":
            assert citation.mode in ("caption", "derived"), citation.target_uid


def test_every_dispute_has_two_accounts(everything: Dossier) -> None:
    for dispute in everything.all("dispute"):
        assert len(everything.where("dispute_member", dispute_id=dispute.id)) >= 2, dispute.code
        assert dispute.reason


def test_what_was_worked_out_says_how(everything: Dossier) -> None:
    for record in everything:
        for name, value in record.values().items():
            if hasattr(value, "known_how") and value.known_how != "stated":
                assert value.reason, f"{record.table} {record.id} {name}"


def test_dates_and_hedges_are_those_of_the_articles(everything: Dossier) -> None:
    talks = next(s for s in everything.all("session") if s.date.earliest == date(2019, 1, 17))
    assert talks.scheduled_start.to_text() == "12:00-08:00[America/Los_Angeles]"
    assert talks.place == "L.A. City Hall"
    assert (talks.status, talks.date.as_written) == ("held", "Thursday")
    hedges = {f.code: (f.comparator, f.value_scaled, f.unit) for f in everything.all("figure")}
    assert hedges["FG1"] == ("nearly", 600_000, "students")
    assert hedges["FG2"] == ("under", 84_000, "students")
    assert hedges["FG3"] == ("exact", 9_700_000_000, "USD")
    assert hedges["FG8"] == ("nearly", 1, "weeks")
    assert hedges["FG13"] == ("order_of_magnitude", 10_000, "employees")
    assert hedges["FG23"] == ("over", 1_300, "campuses")
    assert hedges["FG24"] == ("range", 2, "jobs")
    article = coded(everything, "source", "A4")
    assert article.publisher == ""
    assert (article.published_on.earliest, article.written_on.earliest) == (
        date(2023, 3, 21),
        date(2023, 3, 20),
    )


def test_an_ally_is_no_party_and_no_union_side_claim_is_the_districts_position(
    workspace: Workspace,
) -> None:
    talks = workspace.negotiation("LAUSD-SEIU99-2023")
    dossier = workspace.dossier(talks.id)
    roles = {p.label or p.role: p.role for p in dossier.where("participant", role="ally")}
    assert roles == {"ally": "ally"}
    district = next(p for p in dossier.all("participant") if p.side == "management")
    wages = coded(dossier, "issue", "wages")
    found = latest(dossier, wages.id, district.id, date(2023, 3, 24))
    assert [s.proposal.code for s in found.current] == ["PR3b"]
    assert [s.proposal.code for s in found.adverse] == ["PR4"]
    earlier = latest(dossier, wages.id, district.id, date(2023, 3, 24), date(2023, 3, 21))
    assert [s.proposal.code for s in earlier.current] == ["PR3"]
    assert earlier.adverse == ()
    union = next(p for p in dossier.all("participant") if p.role == "party" and p.side == "labor")
    asked = latest(dossier, wages.id, union.id, date(2023, 3, 24))
    assert [s.proposal.code for s in asked.current] == ["PR2"]


def test_strikes_are_counted_from_their_first_day(workspace: Workspace) -> None:
    first, second = (workspace.negotiation(code) for code in CODES)
    (teachers,) = strikes(workspace.dossier(first.id), first.id, date(2019, 1, 18))
    assert teachers.calendar_days.value == Days(5, 5)
    assert not teachers.over
    (support,) = strikes(workspace.dossier(second.id), second.id, date(2023, 3, 24))
    assert (support.calendar_days.value, support.over) == (Days(3, 3), True)


def test_nothing_from_outside_the_articles(everything: Dossier) -> None:
    written = "\n".join(
        path.read_text(encoding="utf-8") for path in sorted(paths.seed_folder().glob("*.toml"))
    )
    stored = "\n".join(str(record.values()) for record in everything)
    for pattern in NOT_FROM_THE_ARTICLES:
        assert not re.search(pattern, written, re.IGNORECASE), pattern
    assert "2023-03-19" not in stored
    for negotiation in everything.all("negotiation"):
        assert (negotiation.legal_regime, negotiation.sample) == ("unknown", True)
        assert negotiation.prior_contract_expiry is None


def test_words_are_neutral() -> None:
    for path in paths.seed_folder().glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        assert not re.findall(r"\b(?:concession|concede|demand|win|wins|won)\w*\b", text, re.I)


def test_everything_is_public(everything: Dossier) -> None:
    assert {r.handling for r in everything} == {"public"}


def test_each_dispute_is_whole_without_the_other(workspace: Workspace) -> None:
    for code, disputes in zip(CODES, (6, 14), strict=True):
        dossier = workspace.dossier(workspace.negotiation(code).id)
        assert len(dossier.all("dispute")) == disputes
        for member in dossier.all("dispute_member"):
            assert not member.target_uid or dossier.by_uid(member.target_uid), member.account


def test_loading_twice_changes_nothing(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "twice.negotiations")
    first = seeds.load(workspace)
    assert first.change.label == "Load sample"
    assert first.value.added == sum(len(ids) for ids in first.change.added.values())
    before = list(workspace.dossier_of_all())
    again = seeds.load(workspace)
    assert (again.value.added, again.change.id) == (0, 0)
    assert again.value.present == first.value.added
    assert list(workspace.dossier_of_all()) == before
    workspace.undo()
    assert len(workspace.dossier_of_all()) == 0
    assert workspace.undo_label() is None
    workspace.redo()
    assert list(workspace.dossier_of_all()) == before
    workspace.close()


def test_what_a_person_edited_or_deleted_is_left_alone(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "edited.negotiations")
    seeds.load(workspace)
    session = workspace.records("session")[0]
    figure = coded(workspace.dossier_of_all(), "figure", "FG7")
    workspace.change("Edit", lambda w: w.update("session", session.id, place="Elsewhere"))
    workspace.change("Delete", lambda w: w.remove("figure", figure.id))
    again = seeds.load(workspace)
    assert again.change.id == 0
    assert again.value.left_in_trash > 0
    kept = workspace.find("session", session.id)
    assert kept is not None
    assert kept.place == "Elsewhere"
    assert workspace.find("figure", figure.id) is None
    asked = seeds.load(workspace, restore=True)
    assert asked.value.restored == 1
    assert workspace.find("figure", figure.id) is not None
    workspace.close()


def test_the_sample_can_be_removed_and_brought_back(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "removed.negotiations")
    seeds.load(workspace)
    before = collections.Counter(r.table for r in workspace.dossier_of_all())
    removed = seeds.remove(workspace)
    assert removed.value == 2
    assert len(workspace.dossier_of_all()) == 0
    assert seeds.load(workspace).change.id == 0
    seeds.load(workspace, restore=True)
    assert collections.Counter(r.table for r in workspace.dossier_of_all()) == before
    workspace.close()


def test_removing_leaves_what_others_rest_on(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "shared.negotiations")
    seeds.load(workspace)
    district = next(o for o in workspace.records("organization") if o.short_name == "LAUSD")

    def own_talks(writer: RecordWriter) -> None:
        made = writer.insert(
            "negotiation", title="Own", code="OWN", timezone="America/Los_Angeles", currency="USD"
        )
        writer.insert(
            "participant",
            negotiation_id=made.id,
            organization_id=district.id,
            side="management",
        )

    workspace.change("Own talks", own_talks)
    seeds.remove(workspace)
    assert [n.code for n in workspace.negotiations()] == ["OWN"]
    kept = workspace.records("organization")
    assert "LAUSD" in {o.short_name for o in kept}
    assert "SEIU Local 99" not in {o.short_name for o in kept}
    workspace.close()
