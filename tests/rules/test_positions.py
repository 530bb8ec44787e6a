"""Where the sides stand: as of a day, as known by a day, by whose account."""

import random
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation_tracker.model.record import Dossier
from negotiation_tracker.rules.accounts import Account
from negotiation_tracker.rules.positions import Silence, grid, latest
from tests.rules.build import Talks, day


def stand(talks: Talks, who: Any, as_of: str, known_by: str | None = None) -> Any:
    return latest(
        talks.dossier(), talks.wages.id, who.id, day(as_of), day(known_by) if known_by else None
    )


def march() -> Talks:
    """The shape of the second sample dispute: 30 asked, 23 offered, the years told later."""
    talks = Talks()
    early = talks.source("S4", "2023-03-21", written_on="2023-03-20")
    middle = talks.source("S2", "2023-03-23")
    late = talks.source("S3", "2023-03-24")
    boss = talks.add("person", name="Pat Example")
    talks.add("affiliation", person_id=boss.id, organization_id=talks.employer_org.id)
    _, ask = talks.offer("PR2", talks.union, "..2023-03-20", formality="reported_only")
    talks.percent(ask, 30)
    for segment in (early, middle, late):
        talks.cite(ask, segment)
    first, offered = talks.offer("PR3", talks.employer, "..2023-03-20", formality="reported_only")
    talks.percent(offered, 23)
    talks.cite(offered, early, attribution="named_person", person_id=boss.id, about="self")
    _, fuller = talks.offer(
        "PR3B", talks.employer, "..2023-03-23", formality="reported_only", supersedes_id=first.id
    )
    talks.percent(fuller, 23, 5)
    talks.cite(fuller, middle)
    talks.cite(fuller, late)
    _, claim = talks.offer("PR4", talks.employer, "..2023-03-24", formality="adverse_claim")
    talks.percent(claim, 30)
    talks.cite(
        claim,
        late,
        attribution="unnamed_source",
        label="a board member",
        about="other_party",
        basis="claimed_about_other",
    )
    return talks


@pytest.mark.parametrize(
    ("known_by", "text"),
    [
        ("2023-03-21", "23%, years not stated"),
        ("2023-03-24", "23% over five years"),
        (None, "23% over five years"),
    ],
)
def test_an_offer_is_what_was_known_of_it_by_the_day(known_by: str | None, text: str) -> None:
    talks = march()
    position = stand(talks, talks.employer, "2023-03-24", known_by)
    assert position.text == text
    assert not position.order_uncertain
    assert len(position.current) == 1


def test_a_claim_of_the_other_side_stands_beside_and_never_instead() -> None:
    talks = march()
    position = stand(talks, talks.employer, "2023-03-24")
    assert [s.text for s in position.adverse] == ["30%, years not stated"]
    assert position.adverse[0].account is Account.ADVERSE
    assert position.current[0].account is Account.NEUTRAL_REPORT
    assert stand(talks, talks.employer, "2023-03-24", "2023-03-23").adverse == ()


def test_nothing_published_by_the_day_is_unknown_and_not_zero() -> None:
    talks = march()
    position = stand(talks, talks.employer, "2023-03-24", "2023-03-20")
    assert position.silence is Silence.UNKNOWN
    assert position.text == "no position recorded"
    assert position.current == ()
    assert not position.age_days.known
    assert position.age_days.reason_not_computable == "No position."


def test_the_years_may_be_told_later_than_the_number() -> None:
    talks = Talks()
    early, late = talks.source("A", "2023-03-21"), talks.source("B", "2023-03-23")
    _, item = talks.offer("P1", talks.employer, "..2023-03-20")
    term = talks.percent(item, 23, 5)
    talks.cite(term, early)
    talks.cite(term, late, target_field="horizon_years")
    assert stand(talks, talks.employer, "2023-03-24", "2023-03-21").text == "23%, years not stated"
    assert stand(talks, talks.employer, "2023-03-24", "2023-03-23").text == "23% over five years"


def test_a_source_without_a_date_of_publication_is_not_known_by_any_day() -> None:
    talks = Talks()
    undated = talks.source("U", None)
    _, item = talks.offer("P1", talks.employer, "2023-03-01")
    talks.percent(item, 3)
    talks.cite(item, undated)
    assert stand(talks, talks.employer, "2023-03-24").text.startswith("3%")
    assert stand(talks, talks.employer, "2023-03-24", "2023-03-24").silence is Silence.UNKNOWN


def test_attestations_and_age_are_given() -> None:
    talks = march()
    asked = stand(talks, talks.union, "2023-03-24").current[0]
    assert len(asked.attestations) == 3
    assert asked.age_days.value is not None
    assert asked.age_days.value.describe() == "at least 4 days"
    assert "not known" in asked.notes[-1]


def test_an_account_by_the_other_sides_speaker_is_adverse_whatever_it_is_marked() -> None:
    talks = Talks()
    segment = talks.source("A", "2023-03-21")
    _, item = talks.offer("P1", talks.employer, "2023-03-20", formality="reported_only")
    talks.percent(item, 9)
    talks.cite(item, segment, attribution="organization", organization_id=talks.union_org.id)
    position = stand(talks, talks.employer, "2023-03-24")
    assert position.silence is Silence.UNKNOWN
    assert len(position.adverse) == 1


def test_a_later_offer_replaces_an_earlier_one_and_an_earlier_day_gives_the_earlier() -> None:
    talks = Talks()
    for code, when, value in (("P1", "2023-01-10", 8), ("P3", "2023-02-10", 7)):
        _, item = talks.offer(code, talks.union, when)
        talks.percent(item, value)
    assert stand(talks, talks.union, "2023-03-01").text.startswith("7%")
    assert stand(talks, talks.union, "2023-02-09").text.startswith("8%")
    assert stand(talks, talks.union, "2023-01-09").silence is Silence.UNKNOWN


def test_two_offers_of_one_day_without_an_order_are_both_given() -> None:
    talks = Talks()
    for code, value in (("P1", 8), ("P2", 7)):
        _, item = talks.offer(code, talks.union, "2023-01-10")
        talks.percent(item, value)
    position = stand(talks, talks.union, "2023-03-01")
    assert position.order_uncertain
    assert {s.proposal.code for s in position.current} == {"P1", "P2"}
    assert position.reasons == ("It is not certain which of P1 and P2 came last.",)


@pytest.mark.parametrize("order", [{"seq_in_day": 1}, {"time": "15:00"}])
def test_the_time_or_place_in_the_day_decides(order: dict[str, Any]) -> None:
    talks = Talks()
    _, item = talks.offer("P1", talks.union, "2023-01-10", time="9:00" if "time" in order else None)
    talks.percent(item, 8)
    _, item = talks.offer("P2", talks.union, "2023-01-10", **order)
    talks.percent(item, 7)
    assert stand(talks, talks.union, "2023-03-01").text.startswith("7%")


def test_rough_dates_that_overlap_leave_the_order_open_unless_a_link_tells() -> None:
    talks = Talks()
    first, item = talks.offer("P1", talks.union, "2023-01-01..2023-01-31")
    talks.percent(item, 8)
    _, item = talks.offer("P2", talks.union, "2023-01-15")
    talks.percent(item, 7)
    assert stand(talks, talks.union, "2023-03-01").order_uncertain
    talks = Talks()
    first, item = talks.offer("P1", talks.union, "2023-01-01..2023-01-31")
    talks.percent(item, 8)
    _, item = talks.offer("P2", talks.union, "2023-01-15", supersedes_id=first.id)
    talks.percent(item, 7)
    assert stand(talks, talks.union, "2023-03-01").text.startswith("7%")


def test_an_undated_offer_is_a_position_of_uncertain_order() -> None:
    talks = Talks()
    _, item = talks.offer("P1", talks.union, "2023-01-10")
    talks.percent(item, 8)
    _, item = talks.offer("P2", talks.union)
    talks.percent(item, 7)
    position = stand(talks, talks.union, "2023-03-01")
    assert position.order_uncertain
    assert len(position.current) == 2


@pytest.mark.parametrize("formality", ["supposal", "off_record", "mediator_confidential"])
def test_exploratory_offers_move_nothing(formality: str) -> None:
    talks = Talks()
    _, item = talks.offer("P1", talks.union, "2023-01-10")
    talks.percent(item, 8)
    _, item = talks.offer("P2", talks.union, "2023-02-10", formality=formality)
    talks.percent(item, 5)
    position = stand(talks, talks.union, "2023-03-01")
    assert position.text.startswith("8%")
    assert [s.text for s in position.exploratory] == ["5%, years not stated"]


def test_withdrawn_is_no_position_and_not_zero() -> None:
    talks = Talks()
    proposal, item = talks.offer("P1", talks.union, "2023-01-10")
    talks.percent(item, 8)
    talks.act(proposal, "withdrawn", talks.union, "2023-02-01")
    assert stand(talks, talks.union, "2023-01-31").text.startswith("8%")
    position = stand(talks, talks.union, "2023-02-01")
    assert position.silence is Silence.WITHDRAWN
    assert [s.proposal.code for s in position.lapsed] == ["P1"]


def test_an_item_that_withdraws_takes_the_earlier_offer_off() -> None:
    talks = Talks()
    _, item = talks.offer("P1", talks.union, "2023-01-10")
    talks.percent(item, 8)
    talks.offer("P2", talks.union, "2023-02-10", item={"stance": "withdraw"})
    assert stand(talks, talks.union, "2023-03-01").silence is Silence.WITHDRAWN


def test_an_expired_offer_gives_way_to_the_one_before() -> None:
    talks = Talks()
    _, item = talks.offer("P1", talks.employer, "2023-01-10")
    talks.percent(item, 2)
    _, item = talks.offer("P2", talks.employer, "2023-02-10", valid_until="2023-02-20")
    talks.percent(item, 4)
    assert stand(talks, talks.employer, "2023-02-20").text.startswith("4%")
    position = stand(talks, talks.employer, "2023-02-21")
    assert position.text.startswith("2%")
    assert position.reasons == ("P2 was valid until Mon 20 Feb 2023.",)


def package(rule: str = "all_or_nothing", **negotiation: Any) -> tuple[Talks, Any]:
    talks = Talks(**negotiation)
    staffing = talks.issue("staffing")
    _, item = talks.offer("P1", talks.employer, "2023-01-10")
    talks.percent(item, 2)
    deal, item = talks.offer("P2", talks.employer, "2023-02-10", kind="package", package_rule=rule)
    talks.percent(item, 4)
    talks.item(deal, staffing)
    return talks, deal


def test_a_rejected_package_lapses_and_the_stand_alone_offer_returns() -> None:
    talks, deal = package()
    assert stand(talks, talks.employer, "2023-02-15").current[0].package
    talks.act(deal, "rejected", talks.union, "2023-02-20")
    position = stand(talks, talks.employer, "2023-02-20")
    assert position.text.startswith("2%")
    assert "The earlier stand-alone position stands again." in position.reasons


def test_an_offer_that_is_no_package_stands_though_rejected() -> None:
    talks, deal = package("severable")
    talks.act(deal, "rejected", talks.union, "2023-02-20")
    assert stand(talks, talks.employer, "2023-02-20").text.startswith("4%")


def test_a_lapsed_package_follows_the_rule_of_the_talks() -> None:
    talks, deal = package(package_fallback="stands")
    talks.act(deal, "rejected", talks.union, "2023-02-20")
    assert stand(talks, talks.employer, "2023-02-20").text.startswith("4%")
    talks, deal = package(package_fallback="ask")
    talks.act(deal, "rejected", talks.union, "2023-02-20")
    position = stand(talks, talks.employer, "2023-02-20")
    assert position.order_uncertain
    assert len(position.current) == 2


def test_a_reinstated_package_stands_again() -> None:
    talks, deal = package()
    talks.act(deal, "rejected", talks.union, "2023-02-20")
    talks.act(deal, "reinstated", talks.employer, "2023-02-25")
    assert stand(talks, talks.employer, "2023-02-24").text.startswith("2%")
    assert stand(talks, talks.employer, "2023-02-25").text.startswith("4%")


def test_a_replaced_package_lapses_on_issues_left_out_of_the_new_one() -> None:
    talks, deal = package()
    staffing = talks.dossier().where("issue", code="staffing")[0]
    talks.offer("P3", talks.employer, "2023-03-01", supersedes_id=deal.id, item={"issue": staffing})
    assert stand(talks, talks.employer, "2023-03-02").text.startswith("2%")


def test_keeping_the_current_contract_is_a_position() -> None:
    talks = Talks()
    talks.offer("P1", talks.employer, "2023-01-10", item={"stance": "maintain_current"})
    position = stand(talks, talks.employer, "2023-02-01")
    assert position.text == "keep the current language"
    assert position.silence is None


def test_accepting_takes_over_the_terms_accepted() -> None:
    talks = Talks()
    asked, item = talks.offer("P1", talks.union, "2023-01-10")
    talks.percent(item, 6, 3)
    yes, _ = talks.offer("P2", talks.employer, "2023-02-10", item={"stance": "accept_other"})
    talks.add("counter", proposal_id=yes.id, countered_id=asked.id)
    position = stand(talks, talks.employer, "2023-03-01")
    assert position.text == "6% over three years"
    assert position.current[0].notes == ("It accepts the text of P1.",)


def test_silence_has_kinds() -> None:
    talks = Talks()
    asked, _ = talks.offer("P1", talks.union, "2023-01-10", item={"stance": "seek_change"})
    assert stand(talks, talks.employer, "2023-02-01").silence is Silence.NO_RESPONSE
    staffing = talks.issue("staffing")
    talks.offer("P2", talks.employer, "2023-02-10", item={"issue": staffing})
    assert stand(talks, talks.employer, "2023-02-10").silence is Silence.NOT_ADDRESSED
    talks.act(asked, "hold", talks.employer, "2023-02-12")
    assert stand(talks, talks.employer, "2023-02-12").silence is Silence.HELD
    talks.act(asked, "rejected", talks.employer, "2023-02-14")
    assert stand(talks, talks.employer, "2023-02-14").silence is Silence.REJECTED


def test_newspapers_alone_never_say_that_somebody_did_not_respond() -> None:
    talks = Talks()
    _, item = talks.offer("P1", talks.union, "2023-01-10")
    talks.cite(item, talks.source("A", "2023-01-11"))
    assert stand(talks, talks.employer, "2023-02-01").silence is Silence.UNKNOWN


def test_the_grid_has_the_parties_only_labor_first() -> None:
    talks = march()
    ally = talks.add("organization", name="Example Ally")
    talks.participant(ally, "labor", role="ally")
    talks.issue("funding", bargaining=False)
    table = grid(talks.dossier(), day("2023-03-24"))
    assert [p.id for p in table.participants] == [talks.union.id, talks.employer.id]
    assert [row.issue.code for row in table.rows] == ["wages"]
    assert [cell.text for cell in table.rows[0].cells] == [
        "30%, years not stated", "23% over five years",
    ]  # fmt: skip
    assert table.rows[0].status.value == "open"


def test_the_grid_marks_disputes_and_withheld_cells() -> None:
    talks = march()
    item = talks.dossier().where("proposal_item")[-1]
    dispute = talks.add(
        "dispute", negotiation_id=talks.negotiation.id, question="Which?", kind="contradiction"
    )
    for account in ("23", "30"):
        talks.add(
            "dispute_member",
            dispute_id=dispute.id,
            account=account,
            target_kind="proposal_item",
            target_uid=item.uid,
        )
    staffing = talks.issue("staffing")
    hidden = frozenset({(staffing.id, talks.union.id)})
    rows = grid(talks.dossier(), day("2023-03-24"), hidden=hidden).rows
    by_code = {row.issue.code: row for row in rows}
    assert by_code["wages"].disputed
    assert not by_code["staffing"].disputed
    assert [cell.silence for cell in by_code["staffing"].cells] == [
        Silence.WITHHELD, Silence.UNKNOWN,
    ]  # fmt: skip
    assert by_code["staffing"].status.value == "no_proposal_yet"


def test_the_grid_leaves_out_issues_only_later_sources_tell_of() -> None:
    talks = march()
    late = talks.dossier().where("segment")[2]
    extra = talks.issue("conditions")
    talks.cite(extra, late)
    codes = [r.issue.code for r in grid(talks.dossier(), day("2023-03-24"), day("2023-03-21")).rows]
    assert codes == ["wages"]


def test_twenty_rounds_end_with_the_last_of_each_side() -> None:
    talks = Talks()
    for number in range(20):
        for maker, value in ((talks.union, 40 - number), (talks.employer, number)):
            _, item = talks.offer(f"{maker.side}{number}", maker, f"2023-01-{number + 1:02}")
            talks.percent(item, value)
    row = grid(talks.dossier(), day("2023-02-01")).rows[0]
    assert [cell.text.split(",")[0] for cell in row.cells] == ["21%", "19%"]


DAYS = st.one_of(
    st.none(),
    st.integers(1, 9).map(lambda n: f"2023-01-0{n}"),
    st.integers(1, 9).map(lambda n: f"..2023-01-0{n}"),
    st.tuples(st.integers(1, 4), st.integers(5, 9)).map(
        lambda p: f"2023-01-0{p[0]}..2023-01-0{p[1]}"
    ),
)
OFFERS = st.lists(
    st.tuples(
        DAYS,
        st.integers(0, 2),
        st.sampled_from(["formal", "reported_only", "supposal", "adverse_claim"]),
        st.sampled_from(["offer", "offer", "hold", "withdraw", "maintain_current"]),
        st.sampled_from(["severable", "all_or_nothing"]),
        st.sampled_from([None, "rejected", "withdrawn", "reinstated"]),
    ),
    max_size=7,
)


def _summary(dossier: Dossier, talks: Talks, as_of: date) -> object:
    position = latest(dossier, talks.wages.id, talks.union.id, as_of)
    return (
        sorted(s.proposal.code for s in position.current),
        position.order_uncertain,
        position.silence,
        sorted(s.proposal.code for s in position.lapsed),
        position.reasons,
    )


@given(OFFERS, st.integers(1, 9), st.randoms(use_true_random=False))
def test_positions_do_not_depend_on_the_order_of_entry(
    offers: list[Any], number: int, chance: random.Random
) -> None:
    summaries = []
    order = list(enumerate(offers))
    for _ in range(2):
        talks = Talks()
        for index, (when, seq, formality, stance, rule, action) in order:
            proposal, item = talks.offer(
                f"P{index}", talks.union, when, seq_in_day=seq, formality=formality,
                package_rule=rule, uid=f"p{index}", item={"stance": stance, "uid": f"i{index}"},
            )  # fmt: skip
            talks.percent(item, index)
            if action:
                talks.act(proposal, action, talks.employer, "2023-01-05", uid=f"a{index}")
        summaries.append(_summary(talks.dossier(), talks, date(2023, 1, number)))
        chance.shuffle(order)
    assert summaries[0] == summaries[1]
