"""Lists and details of events, statements, figures, disputes and follow-ups; clocks taken over."""

from datetime import date
from pathlib import Path

import pytest

from negotiation_tracker.model.errors import ExportError, InvalidInput, NotFound
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.services import clocks, figures, followups, record_detail, record_list
from negotiation_tracker.services.list_exports import ShownList, export_list
from negotiation_tracker.services.record_list import (
    EVERYTHING,
    USUAL_ORDER,
    ListOrder,
    RecordFilter,
    RecordRows,
)
from tests.services.talks import Talks

ME, PUBLIC = Reader(Audience.ME), Reader(Audience.PUBLIC)
TODAY = date(2024, 3, 10)


def listed(
    talks: Talks,
    kind: str,
    chosen: RecordFilter = EVERYTHING,
    order: ListOrder = USUAL_ORDER,
    reader: Reader = ME,
) -> RecordRows:
    dossier = talks.ws.dossier(talks.id, reader)
    return record_list.rows_of(dossier, kind, talks.id, chosen, order, TODAY)


def column(rows: RecordRows, kind: str, key: str) -> list[str]:
    place = [c.key for c in record_list.LISTINGS[kind].columns].index(key)
    return [row.cells[place].text for row in rows.rows]


def event(talks: Talks, title: str, start: str, **more: object) -> int:
    fields = {"kind": "rally", "handling": "public", **more}
    return talks.add("event", negotiation_id=talks.id, title=title, start=start, **fields)


def figure(talks: Talks, amount: str, **more: object) -> int:
    fields = {
        "title": "Members on strike",
        "metric": "on_strike",
        "amount": amount,
        "population": "members",
        "as_of": "1 Mar 2024",
        "attribution": "reporter_voice",
        "handling": "public",
        **more,
    }
    return talks.do(lambda w: figures.add(w, talks.id, fields))


def owe(talks: Talks, title: str, **more: object) -> int:
    return talks.do(lambda w: followups.add(w, talks.id, {"title": title, **more}))


# -- lists --


def test_events_show_points_and_spans(talks: Talks) -> None:
    event(talks, "Walkout", "1 Mar 2024", end="4 Mar 2024", kind="strike")
    event(talks, "Rally", "2 Mar 2024", start_time="14:00")
    assert column(listed(talks, "event"), "event", "date") == [
        "Sat 2 Mar 2024, 14:00",
        "Fri 1 Mar 2024 – Mon 4 Mar 2024",
    ]


def test_lists_sort_and_leave_the_unknown_last_either_way(talks: Talks) -> None:
    event(talks, "b", "2 Mar 2024")
    event(talks, "a", "unknown")
    event(talks, "c", "1 Mar 2024")
    for descending, expected in ((False, ["c", "b", "a"]), (True, ["b", "c", "a"])):
        rows = listed(talks, "event", order=ListOrder("date", descending))
        assert column(rows, "event", "title") == expected
    by_title = listed(talks, "event", order=ListOrder("title"))
    assert column(by_title, "event", "title") == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("chosen", "left"),
    [
        (RecordFilter(text="RALLY downtown"), ["Rally downtown"]),
        (RecordFilter(text="nowhere"), []),
        (RecordFilter(facets=(("kind", "strike"),)), ["Walkout"]),
        (RecordFilter(facets=(("kind", "strike"), ("status", "announced"))), []),
        (RecordFilter(date_from=date(2024, 3, 2)), ["Rally downtown"]),
        (RecordFilter(date_to=date(2024, 3, 1)), ["Walkout"]),
    ],
)
def test_filters_narrow_a_list(talks: Talks, chosen: RecordFilter, left: list[str]) -> None:
    event(talks, "Rally downtown", "2 Mar 2024")
    event(talks, "Walkout", "1 Mar 2024", kind="strike")
    rows = listed(talks, "event", chosen)
    assert column(rows, "event", "title") == left
    assert rows.total == 2


def test_filters_offer_only_what_is_there(talks: Talks) -> None:
    event(talks, "Rally", "2 Mar 2024")
    options = dict(listed(talks, "event").options)
    assert options["kind"] == (("Rally", "rally"),)


def test_what_a_reader_may_not_see_is_in_no_row_count_or_filter(talks: Talks) -> None:
    event(talks, "Rally", "2 Mar 2024")
    event(talks, "Secret vote", "3 Mar 2024", kind="strike_vote", handling="team")
    rows = listed(talks, "event", reader=PUBLIC)
    assert column(rows, "event", "title") == ["Rally"]
    assert rows.total == 1
    assert dict(rows.options)["kind"] == (("Rally", "rally"),)


def test_statements_name_the_speaker_and_say_who_is_not_named(talks: Talks) -> None:
    for fields in (
        {"speaker_person_id": talks.pat, "capacity": "chair", "said_on": "1 Mar 2024"},
        {"speaker_label": "a board member", "said_on": "2 Mar 2024"},
    ):
        talks.add("statement", negotiation_id=talks.id, gist="Talks go on", **fields)
    rows = listed(talks, "statement", order=ListOrder("date"))
    assert column(rows, "statement", "speaker") == ["Pat Example", "a board member (not named)"]
    assert column(rows, "statement", "capacity") == ["chair", ""]


def test_figures_keep_hedge_and_population_and_flag_one_unnamed_source(talks: Talks) -> None:
    figure(talks, "nearly 30,000 workers")
    figure(talks, "over 60,000", attribution="unnamed_source", label="an aide", title="All")
    rows = listed(talks, "figure", order=ListOrder("number"))
    assert column(rows, "figure", "number") == ["nearly 30,000 workers", "over 60,000"]
    assert column(rows, "figure", "population") == ["members", "members"]
    flagged = listed(talks, "figure", RecordFilter(facets=(("flag", "unnamed"),)))
    assert column(flagged, "figure", "title") == ["All"]
    assert "one unnamed source" in column(flagged, "figure", "account")[0]


def test_disputes_are_ordered_by_number_and_show_every_account(talks: Talks) -> None:
    for code in ("K10", "K2"):
        key = talks.add(
            "dispute", negotiation_id=talks.id, code=code, question=f"{code}?", kind="precision"
        )
        for seq, words in enumerate(("30 percent", "23 percent")):
            talks.add("dispute_member", dispute_id=key, seq=seq, account=words)
    rows = listed(talks, "dispute")
    assert column(rows, "dispute", "code") == ["K2", "K10"]
    assert column(rows, "dispute", "accounts")[0] == "30 percent / 23 percent"


def test_follow_ups_stand_in_the_order_of_their_urgency(talks: Talks) -> None:
    event(talks, "Something recent", "9 Mar 2024")
    owe(talks, "no date")
    owe(talks, "ahead", due="20 Mar 2024")
    owe(talks, "late", due="5 Mar 2024")
    owe(talks, "later", due="1 Mar 2024")
    finished = owe(talks, "finished", due="1 Mar 2024")
    talks.do(lambda w: followups.done(w, finished, "2 Mar 2024"))
    rows = listed(talks, "follow_up")
    assert column(rows, "follow_up", "title") == ["later", "late", "ahead", "no date", "finished"]
    assert column(rows, "follow_up", "state")[:3] == [
        "overdue by 9 days",
        "overdue by 5 days",
        "due in 10 days",
    ]
    assert rows.note == "2 overdue"
    for state, left in (("overdue", 2), ("open", 4), ("done", 1), ("due", 0), ("dropped", 0)):
        some = listed(talks, "follow_up", RecordFilter(facets=(("state", state),)))
        assert len(some.rows) == left, state


# -- out of the program --


def test_a_list_is_copied_as_a_table_without_formulas() -> None:
    text = record_list.as_table(("What", "Who"), [("=1+1", "a\tb\nc"), ("plain", "-3%")])
    assert text == "What\tWho\n'=1+1\ta b c\nplain\t-3%\n"
    assert record_list.as_csv(("What",), [("=1+1",)]) == b"\xef\xbb\xbfWhat\r\n'=1+1\r\n"


def test_a_csv_holds_what_is_shown_and_is_logged(talks: Talks, tmp_path: Path) -> None:
    event(talks, "Rally", "2 Mar 2024")
    event(talks, "Unmentionable", "3 Mar 2024", handling="team")
    target = tmp_path / "events.csv"
    chosen = RecordFilter(facets=(("kind", "rally"),))
    shown = ShownList("event", talks.id, PUBLIC, chosen, columns=("date", "title"))
    assert export_list(talks.ws, shown, target) == 1
    assert target.read_text("utf-8-sig").splitlines() == ["Date,What", "Sat 2 Mar 2024,Rally"]
    log = talks.all("export_log")[0]
    assert (log.audience, log.format, log.withheld > 0) == ("public", "csv", True)


def test_a_file_name_may_not_give_away_what_is_withheld(talks: Talks, tmp_path: Path) -> None:
    event(talks, "Unmentionable", "3 Mar 2024", handling="team")
    target = tmp_path / "unmentionable.csv"
    with pytest.raises(ExportError, match="confidential"):
        export_list(talks.ws, ShownList("event", talks.id, PUBLIC), target)
    assert not target.exists()


# -- details --


def test_a_figure_stands_beside_those_on_the_same_measure(talks: Talks) -> None:
    first = figure(talks, "about 30,000 workers")
    other = figure(talks, "60,000 workers", population="members and allies")
    figure(talks, "500,000 students", metric="pupils")
    detail = record_detail.record_detail(talks.ws.dossier(talks.id), "figure", first, TODAY)
    assert detail is not None
    assert [(b.id, b.shown, b.number) for b in detail.beside] == [
        (first, True, "about 30,000 workers"),
        (other, False, "60,000 workers"),
    ]
    assert detail.beside[1].apart == ("another population",)
    assert detail.beside[0].apart == ()


def test_a_dispute_shows_all_accounts_and_picks_none(talks: Talks) -> None:
    first, second = figure(talks, "30,000 workers"), figure(talks, "60,000 workers")
    key = talks.add(
        "dispute", negotiation_id=talks.id, code="K1", question="How many?", kind="contradiction"
    )
    for seq, number in enumerate((first, second)):
        uid = talks.get("figure", number).uid
        talks.add(
            "dispute_member", dispute_id=key, seq=seq, account=f"account {seq}",
            target_kind="figure", target_uid=uid,
        )  # fmt: skip
    dossier = talks.ws.dossier(talks.id)
    for kind, record_id in (("figure", first), ("figure", second), ("dispute", key)):
        detail = record_detail.record_detail(dossier, kind, record_id, TODAY)
        assert detail is not None
        (dispute,) = detail.disputes
        assert [a.words for a in dispute.accounts] == ["account 0", "account 1"]
        assert [a.target for a in dispute.accounts] == [("figure", first), ("figure", second)]
        assert not any(a.chosen for a in dispute.accounts)
        assert dispute.open


def test_who_took_part_can_be_added_once(talks: Talks) -> None:
    rally = event(talks, "Rally", "2 Mar 2024")
    talks.add("event_actor", event_id=rally, participant_id=talks.union, part="called it")
    detail = record_detail.record_detail(talks.ws.dossier(talks.id), "event", rally, TODAY)
    assert detail is not None
    assert [(p.words, p.detail) for p in detail.parts] == [("Example Workers", "called it")]
    offered = {a.fields.get("participant_id") for a in detail.additions}
    assert talks.union not in offered
    assert talks.employer in offered


def test_history_tells_each_change_and_only_the_owner(talks: Talks) -> None:
    rally = event(talks, "Rally", "2 Mar 2024")
    talks.edit("event", rally, place="City Hall", status="alleged")
    dossier = talks.ws.dossier(talks.id)
    detail = record_detail.read(talks.ws, dossier, "event", rally, ME)
    assert detail is not None
    newest, first = detail.history
    assert newest.changes == ("Place: not recorded → City Hall", "Status: occurred → alleged")
    assert first.changes == ()
    assert newest.who == "Pat Example"
    for_public = record_detail.read(talks.ws, dossier, "event", rally, PUBLIC)
    assert for_public is not None
    assert for_public.history == ()


def test_a_number_is_retyped_whole_and_told_as_one_change(talks: Talks) -> None:
    key = figure(talks, "about 30,000 workers")
    talks.do(lambda w: figures.retype(w, key, "nearly 34,000"))
    detail = record_detail.read(talks.ws, talks.ws.dossier(talks.id), "figure", key, ME)
    assert detail is not None
    assert detail.title == "Members on strike: nearly 34,000 workers"
    assert "Number: about 30,000 workers → nearly 34,000 workers" in detail.history[0].changes
    with pytest.raises(InvalidInput) as caught:
        talks.do(lambda w: figures.retype(w, key, "a lot"))
    assert caught.value.problems[0].field == "amount"


def test_a_figure_without_a_day_says_so(talks: Talks) -> None:
    key = figure(talks, "3", as_of="", metric="", title="Days lost, so far")
    record = talks.get("figure", key)
    assert record.as_of.describe() == "date not known"
    assert record.metric == "days_lost_so_far"


# -- legal clocks --


def eera(talks: Talks) -> str:
    talks.edit("negotiation", talks.id, legal_regime="EERA")
    event(talks, "Impasse declared", "1 Mar 2024", kind="impasse_declared", handling="parties")
    (offer,) = clocks.offers(talks.ws.dossier(talks.id), talks.id)
    return offer.uid


def test_no_regime_means_no_clocks(talks: Talks) -> None:
    event(talks, "Impasse declared", "1 Mar 2024", kind="impasse_declared")
    assert clocks.offers(talks.ws.dossier(talks.id), talks.id) == ()


def test_a_clock_becomes_a_deadline_that_can_be_edited_and_undone(talks: Talks) -> None:
    uid = eera(talks)
    key = talks.do(lambda w: clocks.accept(w, talks.id, uid))
    made = talks.get("follow_up", key)
    assert (made.kind, made.due.describe(), made.handling) == (
        "deadline",
        "Fri 8 Mar 2024",
        "parties",
    )
    assert "8 CCR 32793" in made.rule_text
    assert clocks.offers(talks.ws.dossier(talks.id), talks.id) == ()
    assert talks.edit("follow_up", key, due="11 Mar 2024").due.describe() == "Mon 11 Mar 2024"
    talks.ws.undo()
    talks.ws.undo()
    assert len(clocks.offers(talks.ws.dossier(talks.id), talks.id)) == 1


def test_a_clock_turned_down_is_not_proposed_again(talks: Talks) -> None:
    uid = eera(talks)
    key = talks.do(lambda w: clocks.decline(w, talks.id, uid))
    assert talks.get("follow_up", key).status == "dropped"
    assert clocks.offers(talks.ws.dossier(talks.id), talks.id) == ()
    with pytest.raises(NotFound):
        talks.do(lambda w: clocks.accept(w, talks.id, uid))


def test_a_clock_deleted_after_it_was_taken_over_can_be_taken_over_again(talks: Talks) -> None:
    uid = eera(talks)
    key = talks.do(lambda w: clocks.accept(w, talks.id, uid))
    talks.delete("follow_up", key)
    assert talks.do(lambda w: clocks.accept(w, talks.id, uid)) == key
    assert talks.get("follow_up", key).status == "open"


def test_a_deadline_is_no_more_open_than_what_started_it(talks: Talks) -> None:
    uid = eera(talks)
    started = talks.all("event")[0].id
    talks.edit("event", started, handling="team")
    key = talks.do(lambda w: clocks.accept(w, talks.id, uid))
    made = talks.get("follow_up", key)
    assert (made.handling, made.confidence_of_id) == ("team", talks.union)
