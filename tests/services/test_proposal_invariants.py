"""Each rule on proposals that forbids a change: tried through the services, message read (B9)."""

from functools import partial

from negotiation_tracker.services import proposals, records
from negotiation_tracker.services.commands import ItemLine, LogProposal, TermLine
from tests.services.talks import Talks


def test_1_a_counter_stays_in_its_talks(talks: Talks) -> None:
    other, union, _ = talks.other_talks()
    theirs = talks.do(lambda w: proposals.log(w, LogProposal(other, {"from_id": union})))
    raw = {"from_id": talks.employer, "date": "18 Jan 2019"}
    message = talks.refusal(
        lambda w: proposals.log(w, LogProposal(talks.id, raw, counters=(theirs,)))
    )
    assert "belong to different talks" in message


def test_2_a_counter_answers_the_other_side(talks: Talks) -> None:
    first = talks.proposal(talks.union)
    message = talks.refusal(
        lambda w: proposals.log(
            w, LogProposal(talks.id, {"from_id": talks.union}, counters=(first,))
        )
    )
    assert "come from the same side" in message
    assert "supersedes" in message


def test_2_nothing_counters_itself(talks: Talks) -> None:
    first = talks.proposal(talks.union)
    message = talks.refusal(
        lambda w: records.create(w, "counter", {"proposal_id": first, "countered_id": first})
    )
    assert message == "P1 cannot counter itself."


def test_2_changing_who_proposes_is_checked_against_the_links(talks: Talks) -> None:
    first = talks.proposal(talks.union)
    answer = talks.proposal(talks.employer, "18 Jan 2019", counters=(first,))
    message = talks.refusal(lambda w: records.edit(w, "proposal", answer, {"from_id": talks.union}))
    assert "come from the same side" in message


def test_2_a_neutral_may_be_answered_by_either_side(talks: Talks) -> None:
    mediators = talks.proposal(talks.neutral, kind="mediator_proposal")
    for side in (talks.union, talks.employer):
        answer = talks.proposal(side, "18 Jan 2019", counters=(mediators,))
        assert talks.all("counter", proposal_id=answer)[0].countered_id == mediators


def test_3_what_is_countered_came_first(talks: Talks) -> None:
    later = talks.proposal(talks.union, "20 Jan 2019")
    raw = {"from_id": talks.employer, "date": "18 Jan 2019"}
    message = talks.refusal(
        lambda w: proposals.log(w, LogProposal(talks.id, raw, counters=(later,)))
    )
    assert "P2 (Fri 18 Jan 2019) was passed before P1 (Sun 20 Jan 2019)" in message


def test_3_the_clock_decides_within_a_day(talks: Talks) -> None:
    first = talks.proposal(talks.union, time="14:00")
    raw = {"from_id": talks.employer, "date": "17 Jan 2019", "time": "9:30"}
    message = talks.refusal(
        lambda w: proposals.log(w, LogProposal(talks.id, raw, counters=(first,)))
    )
    assert "09:30" in message
    assert "14:00" in message


def test_3_an_uncertain_order_is_only_pointed_out(talks: Talks) -> None:
    rough = talks.proposal(talks.union, "Jan 2019")
    raw = {"from_id": talks.employer, "date": "18 Jan 2019"}
    warnings = talks.warnings(
        lambda w: proposals.log(w, LogProposal(talks.id, raw, counters=(rough,)))
    )
    assert "It is not certain that P2" in warnings


def test_4_answers_do_not_go_round_in_a_circle(talks: Talks) -> None:
    first = talks.proposal(talks.union)
    second = talks.proposal(talks.employer, counters=(first,))
    third = talks.proposal(talks.union, counters=(second,))
    message = talks.refusal(
        lambda w: records.create(w, "counter", {"proposal_id": first, "countered_id": second})
    )
    assert "goes round in a circle" in message
    message = talks.refusal(lambda w: records.edit(w, "proposal", first, {"supersedes_id": third}))
    assert "goes round in a circle" in message


def test_4_only_a_side_supersedes_its_own(talks: Talks) -> None:
    first = talks.proposal(talks.union)
    message = talks.refusal(
        lambda w: proposals.log(
            w, LogProposal(talks.id, {"from_id": talks.employer, "supersedes_id": first})
        )
    )
    assert "cannot supersede P1, which is the other side's" in message
    itself = talks.refusal(lambda w: records.edit(w, "proposal", first, {"supersedes_id": first}))
    assert itself == "P1 cannot supersede itself."


def test_4_supersedes_stays_in_its_talks(talks: Talks) -> None:
    other, union, _ = talks.other_talks()
    theirs = talks.do(lambda w: proposals.log(w, LogProposal(other, {"from_id": union})))
    ours = talks.proposal(talks.union)
    message = talks.refusal(lambda w: records.edit(w, "proposal", ours, {"supersedes_id": theirs}))
    assert "Supersedes belongs to other talks" in message


def test_5_an_ally_makes_no_proposals(talks: Talks) -> None:
    message = talks.refusal(
        lambda w: proposals.log(w, LogProposal(talks.id, {"from_id": talks.ally}))
    )
    assert "Friendly Workers takes part as ally and makes no proposals" in message


def test_23_a_party_that_proposed_does_not_become_an_ally(talks: Talks) -> None:
    talks.proposal(talks.union)
    message = talks.refusal(lambda w: records.edit(w, "participant", talks.union, {"role": "ally"}))
    assert "takes part as ally" in message


def test_6_an_item_is_on_an_issue_of_its_talks(talks: Talks) -> None:
    _, _, pay = talks.other_talks()
    command = LogProposal(talks.id, {"from_id": talks.union}, (ItemLine(pay),))
    message = talks.refusal(lambda w: proposals.log(w, command))
    assert message.startswith("Issue belongs to other talks")


def test_6_one_item_an_issue(talks: Talks) -> None:
    items = (ItemLine(talks.wages), ItemLine(None, "WAGES"))
    command = LogProposal(talks.id, {"from_id": talks.union}, items)
    message = talks.refusal(lambda w: proposals.log(w, command))
    assert message.startswith("P1 has two items on Wages.")


def test_6_an_action_is_on_an_item_of_its_proposal(talks: Talks) -> None:
    talks.proposal(talks.union, "17 Jan 2019", "6.5%")
    second = talks.proposal(talks.union, "18 Jan 2019")
    item = talks.all("proposal_item")[0].id
    message = talks.refusal(
        lambda w: proposals.act(w, second, {"action": "rejected", "item_id": item})
    )
    assert "belongs to another proposal" in message


def test_7_a_package_ties_two_issues(talks: Talks) -> None:
    raw = {"from_id": talks.union, "kind": "package"}
    for items in ((), (ItemLine(talks.wages),)):
        command = LogProposal(talks.id, raw, items)
        message = talks.refusal(partial(proposals.log, command=command))
        assert "ties at least two issues together" in message


def test_7_a_package_keeps_two_issues(talks: Talks) -> None:
    talks.proposal(talks.union, "17 Jan 2019", "6.5%", "30 students per class", kind="package")
    item = talks.all("proposal_item")[0].id
    message = talks.refusal(lambda w: records.delete(w, "proposal_item", item))
    assert "is a package with one item" in message


def test_7_all_or_nothing_is_not_accepted_by_item(talks: Talks) -> None:
    package = talks.proposal(
        talks.union, "17 Jan 2019", "6.5%", "30 students per class", kind="package",
        package_rule="all_or_nothing",
    )  # fmt: skip
    item = talks.all("proposal_item")[0].id
    accept = {"action": "accepted", "by_id": talks.employer, "item_id": item}
    message = talks.refusal(lambda w: proposals.act(w, package, accept))
    assert "stands or falls as a whole" in message
    accepted = talks.do(lambda w: proposals.act(w, package, {"action": "accepted"}))
    assert talks.get("proposal_action", accepted).item_id is None


def test_7_the_rule_cannot_be_set_after_an_item_was_accepted(talks: Talks) -> None:
    package = talks.proposal(
        talks.union, "17 Jan 2019", "6.5%", "30 students per class", kind="package"
    )
    item = talks.all("proposal_item")[0].id
    talks.do(lambda w: proposals.act(w, package, {"action": "accepted", "item_id": item}))
    message = talks.refusal(
        lambda w: records.edit(w, "proposal", package, {"package_rule": "all_or_nothing"})
    )
    assert "stands or falls as a whole" in message


def test_19_a_number_has_a_known_unit_and_makes_sense(talks: Talks) -> None:
    talks.proposal(talks.union, "17 Jan 2019", "6.5%")
    term = talks.all("term")[0].id
    unit = talks.refusal(lambda w: records.edit(w, "term", term, {"unit": "bananas"}))
    assert '"bananas" is not a known unit' in unit
    ends = talks.refusal(lambda w: records.edit(w, "term", term, {"comparator": "range"}))
    assert "A range needs an upper end" in ends


def test_19_a_percent_far_out_is_pointed_out(talks: Talks) -> None:
    items = (ItemLine(talks.wages, terms=(TermLine("650%"),)),)
    command = LogProposal(talks.id, {"from_id": talks.union}, items)
    assert "650% is outside" in talks.warnings(lambda w: proposals.log(w, command))


def test_20_a_move_away_is_pointed_out_in_neutral_words(talks: Talks) -> None:
    talks.proposal(talks.union, "10 Jan 2019", "6.5%")
    talks.proposal(talks.employer, "11 Jan 2019", "3%")
    items = (ItemLine(talks.wages, terms=(TermLine("7%"),)),)
    command = LogProposal(talks.id, {"from_id": talks.union, "date": "12 Jan 2019"}, items)
    assert "P3 moved away from the other side" in talks.warnings(
        lambda w: proposals.log(w, command)
    )
