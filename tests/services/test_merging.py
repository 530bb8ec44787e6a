"""A merge keeps names, references and citations, in one step of undo, and never leaks."""

import pytest

from negotiation_tracker.model.errors import BrokenInvariant
from negotiation_tracker.model.record import Record, RecordWriter
from negotiation_tracker.services import merging, sessions
from tests.services.talks import Talks


def merge(talks: Talks, kind: str, keep: int, gone: int) -> None:
    talks.ws.change("Merge", lambda w: merging.merge(w, kind, keep, gone))


def plan(talks: Talks, kind: str, keep: int, gone: int) -> merging.MergePlan:
    return merging.plan(talks.ws.dossier_of_all(), kind, keep, gone)


def texts(found: list[Record]) -> list[str]:
    return [str(record.text) for record in found]


@pytest.fixture
def twin(talks: Talks) -> int:
    """Pat Example once more, under another name, with something of every kind."""
    twin = talks.add("person", name="P. Example", note="Seen on a list.")
    body = talks.get("participant", talks.union).organization_id
    talks.add("alias", person_id=twin, text="Patty Example")
    talks.add("affiliation", person_id=twin, organization_id=body, title="member")
    talks.add("team_seat", person_id=twin, participant_id=talks.union, seat="member")
    talks.add("person_contact", person_id=twin, email="pat@example.org")
    talks.add("mediator_engagement", negotiation_id=talks.id, person_id=twin)
    session = talks.add("session", negotiation_id=talks.id, date="17 Jan 2019")
    talks.add("attendance", session_id=session, person_id=twin)
    talks.add("table_entry", session_id=session, seq=1, text="Hello", speaker_id=twin)
    talks.add(
        "statement", negotiation_id=talks.id, gist="We are ready", said_on="17 Jan 2019",
        speaker_person_id=twin, handling="parties",
    )  # fmt: skip
    return twin


def cite(talks: Talks, kind: str, key: int, field: str = "", *, para: int = 1) -> int:
    found = talks.all("source")
    source = found[0].id if found else talks.add("source", code="S1", title="A leaflet")
    segment = talks.add("segment", source_id=source, para_no=para)
    return talks.add(
        "citation", target_kind=kind, target_uid=talks.get(kind, key).uid, target_field=field,
        segment_id=segment, attribution="reporter_voice",
    )  # fmt: skip


def test_every_reference_moves_and_the_name_becomes_another_name(talks: Talks, twin: int) -> None:
    merge(talks, "person", talks.pat, twin)
    assert talks.ws.find("person", twin) is None
    assert texts(talks.all("alias", person_id=talks.pat)) == ["Patty Example", "P. Example"]
    for kind, name in (
        ("affiliation", "person_id"),
        ("team_seat", "person_id"),
        ("person_contact", "person_id"),
        ("mediator_engagement", "person_id"),
        ("attendance", "person_id"),
        ("table_entry", "speaker_id"),
        ("statement", "speaker_person_id"),
    ):
        assert [getattr(r, name) for r in talks.all(kind)] == [talks.pat], kind
    assert talks.get("person", talks.pat).note == "Seen on a list."


def test_one_step_of_undo_takes_all_of_it_back(talks: Talks, twin: int) -> None:
    cite(talks, "person", twin, "name")
    before = talks.everything()
    merge(talks, "person", talks.pat, twin)
    assert talks.ws.undo_label() == "Merge"
    talks.ws.undo()
    strip = ("updated_at", "rev")

    def plain(found: list[Record]) -> list[dict[str, object]]:
        return [{k: v for k, v in r.values().items() if k not in strip} for r in found]

    assert plain(talks.everything()) == plain(before)
    talks.ws.redo()
    assert talks.ws.find("person", twin) is None


def test_citations_stay_with_what_they_are_for(talks: Talks, twin: int) -> None:
    whole = cite(talks, "person", twin)
    named = cite(talks, "person", twin, "name", para=2)
    merge(talks, "person", talks.pat, twin)
    assert talks.get("citation", whole).target_uid == talks.get("person", talks.pat).uid
    alias = next(a for a in talks.all("alias") if a.text == "P. Example")
    moved = talks.get("citation", named)
    assert (moved.target_kind, moved.target_uid, moved.target_field) == ("alias", alias.uid, "text")


def test_a_citation_for_the_same_name_moves_to_the_name(talks: Talks) -> None:
    again = talks.add("person", name="Pat Example")
    named = cite(talks, "person", again, "name")
    merge(talks, "person", talks.pat, again)
    assert talks.all("alias", person_id=talks.pat) == []
    moved = talks.get("citation", named)
    assert moved.target_uid == talks.get("person", talks.pat).uid
    assert moved.target_field == "name"


def test_an_other_name_that_is_the_name_of_what_stays_gives_its_citations_to_it(
    talks: Talks, twin: int
) -> None:
    alias = talks.add("alias", person_id=twin, text="Pat Example")
    cited = cite(talks, "alias", alias, "text")
    merge(talks, "person", talks.pat, twin)
    assert "Pat Example" not in texts(talks.all("alias", person_id=talks.pat))
    moved = talks.get("citation", cited)
    assert (moved.target_kind, moved.target_field) == ("person", "name")


def test_what_both_have_alike_is_kept_once_with_the_citations_of_both(
    talks: Talks, twin: int
) -> None:
    body = talks.get("participant", talks.union).organization_id
    mine = talks.add("affiliation", person_id=talks.pat, organization_id=body, title="member")
    theirs = next(a for a in talks.all("affiliation") if a.person_id == twin)
    cited = cite(talks, "affiliation", theirs.id)
    merge(talks, "person", talks.pat, twin)
    assert [a.id for a in talks.all("affiliation")] == [mine]
    assert talks.get("citation", cited).target_uid == talks.get("affiliation", mine).uid


def test_what_differs_is_kept_twice(talks: Talks, twin: int) -> None:
    body = talks.get("participant", talks.union).organization_id
    talks.add("affiliation", person_id=talks.pat, organization_id=body, title="chair")
    merge(talks, "person", talks.pat, twin)
    assert {a.title for a in talks.all("affiliation", person_id=talks.pat)} == {"chair", "member"}


def test_private_notes_move_with_their_marks(talks: Talks, twin: int) -> None:
    note = talks.add(
        "private_note", negotiation_id=talks.id, text="Listens", handling="team",
        owner_id=talks.union, target_kind="person", target_uid=talks.get("person", twin).uid,
    )  # fmt: skip
    merge(talks, "person", talks.pat, twin)
    moved = talks.get("private_note", note)
    assert moved.target_uid == talks.get("person", talks.pat).uid
    assert moved.handling == "team"


def test_people_meant_for_different_readers_are_not_merged(talks: Talks, twin: int) -> None:
    talks.edit("person", twin, handling="team", confidence_of_id=talks.union)
    (why,) = plan(talks, "person", talks.pat, twin).refusals
    assert "different readers" in why
    assert talks.refusal(lambda w: merging.merge(w, "person", talks.pat, twin)) == why


def test_a_record_is_not_merged_into_itself(talks: Talks) -> None:
    with pytest.raises(BrokenInvariant, match="Both are the same person"):
        merge(talks, "person", talks.pat, talks.pat)


def test_a_locked_log_follows_a_merge_and_nothing_else(talks: Talks, twin: int) -> None:
    session = talks.all("session")[0].id
    talks.do(lambda w: sessions.lock(w, session))
    line = talks.all("table_entry")[0].id
    assert "locked" in talks.refusal(lambda w: w.update("table_entry", line, speaker_id=talks.sam))
    merge(talks, "person", talks.pat, twin)
    assert talks.get("table_entry", line).speaker_id == talks.pat


def test_two_lines_of_a_locked_session_both_stay(talks: Talks, twin: int) -> None:
    session = talks.all("session")[0].id
    talks.add("attendance", session_id=session, person_id=talks.pat)
    talks.do(lambda w: sessions.lock(w, session))
    assert plan(talks, "person", talks.pat, twin).cautions == (
        "Both are listed at the session of Thu 17 Jan 2019.",
    )
    merge(talks, "person", talks.pat, twin)
    assert [a.person_id for a in talks.all("attendance")] == [talks.pat, talks.pat]


def test_the_plan_says_what_is_kept_and_changes_nothing(talks: Talks, twin: int) -> None:
    before = talks.everything()
    found = plan(talks, "person", talks.pat, twin)
    assert talks.everything() == before
    assert found.refusals == ()
    assert found.moved["attendance"] == 1
    assert sum(found.moved.values()) == 8
    lines = found.lines()
    assert lines[0] == "“Pat Example” stays."
    assert "“P. Example” becomes another name." in lines
    assert "Note (Seen on a list.) is taken over." in lines
    assert any("1 affiliation" in line for line in lines)


# -- organizations --


@pytest.fixture
def body(talks: Talks) -> int:
    """The union once more, with a person and a larger body."""
    whole = talks.add("organization", name="All Workers")
    body = talks.add(
        "organization", name="Example Workers Union", short_name="EWU", kind="union_local",
        parent_id=whole,
    )  # fmt: skip
    talks.add("affiliation", person_id=talks.sam, organization_id=body, title="clerk")
    return body


def union(talks: Talks) -> int:
    return int(talks.get("participant", talks.union).organization_id)


def test_organizations_keep_names_references_and_what_was_empty(talks: Talks, body: int) -> None:
    keep = union(talks)
    talks.edit("organization", keep, short_name="", kind="other")
    merge(talks, "organization", keep, body)
    kept = talks.get("organization", keep)
    assert (kept.short_name, kept.kind) == ("EWU", "union_local")
    assert kept.parent_id is not None
    assert texts(talks.all("alias", organization_id=keep)) == ["Example Workers Union"]
    assert talks.all("affiliation")[0].organization_id == keep


def test_values_that_only_one_can_keep_are_named(talks: Talks, body: int) -> None:
    keep = union(talks)
    talks.edit("organization", keep, short_name="EW", kind="union_parent")
    found = plan(talks, "organization", keep, body)
    assert found.names == ("Example Workers Union", "EWU")
    assert found.given_up == ("Kind (union local)",)
    assert found.filled == ("Part of (All Workers)",)


def test_parts_in_the_same_talks_become_one(talks: Talks, body: int) -> None:
    twin = talks.add(
        "participant", negotiation_id=talks.id, organization_id=body, side="labor", role="party"
    )
    offer = talks.proposal(twin, "18 Jan 2019", "5%")
    unit = talks.add("bargaining_unit", participant_id=twin, name="Drivers")
    seat = talks.add("team_seat", participant_id=twin, person_id=talks.pat, seat="chair")
    note = talks.add("table_entry", session_id=talks.add(
        "session", negotiation_id=talks.id, date="18 Jan 2019"
    ), seq=1, text="Ours", handling="team", confidence_of_id=twin)  # fmt: skip
    merge(talks, "organization", union(talks), body)
    assert talks.ws.find("participant", twin) is None
    assert talks.get("proposal", offer).from_id == talks.union
    assert talks.get("bargaining_unit", unit).participant_id == talks.union
    assert talks.get("team_seat", seat).participant_id == talks.union
    assert talks.get("table_entry", note).confidence_of_id == talks.union
    talks.ws.undo()
    assert talks.get("proposal", offer).from_id == twin


def test_the_two_sides_of_a_table_are_never_one(talks: Talks) -> None:
    employer = int(talks.get("participant", talks.employer).organization_id)
    found = plan(talks, "organization", union(talks), employer)
    assert any("side differs" in why for why in found.refusals)
    with pytest.raises(BrokenInvariant):
        merge(talks, "organization", union(talks), employer)


def test_an_ally_is_not_a_party(talks: Talks, body: int) -> None:
    talks.add(
        "participant", negotiation_id=talks.id, organization_id=body, side="labor", role="ally"
    )
    assert any("role differs" in why for why in plan(
        talks, "organization", union(talks), body
    ).refusals)  # fmt: skip


def test_a_part_is_not_merged_with_its_whole(talks: Talks, body: int) -> None:
    whole = talks.get("organization", body).parent_id
    for keep, gone in ((whole, body), (body, whole)):
        (why,) = plan(talks, "organization", keep, gone).refusals
        assert "recorded as a part of" in why


def test_no_organization_becomes_part_of_itself(talks: Talks, body: int) -> None:
    keep = union(talks)
    whole = talks.get("organization", body).parent_id
    talks.edit("organization", whole, parent_id=keep)
    merge(talks, "organization", keep, body)
    assert talks.get("organization", keep).parent_id is None
    assert talks.get("organization", whole).parent_id == keep


# -- finding them --


def test_likenesses_look_at_other_names_too(talks: Talks, twin: int) -> None:
    found = merging.likenesses(talks.ws.dossier_of_all(), "person")
    assert [(like.one, like.other) for like in found] == [(talks.pat, twin)]
    assert found[0].score == 90
    assert found[0].reason == "“P.” may stand for “Pat”"
    merge(talks, "person", talks.pat, twin)
    assert merging.likenesses(talks.ws.dossier_of_all(), "person") == ()


def test_a_part_of_an_organization_is_no_duplicate_of_it(talks: Talks, body: int) -> None:
    talks.add("organization", name="Example Workers Union Board", parent_id=body)
    found = merging.likenesses(talks.ws.dossier_of_all(), "organization")
    names = {talks.get("organization", like.other).name for like in found}
    assert "Example Workers Union" in names
    pairs = [
        {talks.get("organization", key).name for key in (like.one, like.other)} for like in found
    ]
    assert {"Example Workers Union", "Example Workers Union Board"} not in pairs


def test_a_thousand_people_are_compared_quickly(talks: Talks) -> None:
    letters = "bcdfghjklm"

    def many(writer: RecordWriter) -> None:
        for number in range(1000):
            a, b, c = (letters[number // 10**place % 10] for place in range(3))
            writer.insert("person", name=f"{a}a{b}u{c} {c}i{a}o{b}{a}")

    talks.do(many)
    dossier = talks.ws.dossier_of_all()
    assert isinstance(merging.likenesses(dossier, "person"), tuple)
