"""Mistakes in sample files are reported with file, record and field."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from negotiation_tracker import paths
from negotiation_tracker.exchange.readers.seed_files import SeedRecord, SeedRef, read_seed_folder
from negotiation_tracker.model.catalogue import load_catalogue
from negotiation_tracker.model.errors import InvalidInput, NotFound

GOOD = """
[negotiation]
code = "MILL-2030"
title = "Mill and Local 7"
timezone = "America/Los_Angeles"
currency = "USD"

[dates]
monday = { text = "14 Jan 2030", as_written = "Monday", how = "inferred_weekday", reason = "x" }

[[organization]]
key = "local7"
name = "Local 7"

[[organization]]
key = "gazette"
name = "Gazette"

[[person]]
key = "pat"
name = "Pat Example"

[[source]]
key = "N1"
reporter = "gazette"
segments = { count = 9, headline = [1], caption = [4] }

[[participant]]
key = "union"
organization = "local7"
side = "labor"

[[issue]]
key = "wages"
title = "Wages"
raised_by = ["union"]

[[session]]
key = "S1"
date = "@monday"
time_in = "9:30 am"
cite = ["N1¶2,4-5 reporter field=date", "N1¶3 pat about=self"]

[[proposal]]
key = "P1"
from = "union"
date = "by 14 Jan 2030"

[[proposal.item]]
issue = "wages"

[[proposal.item.term]]
measure = "wage_pct"
value = "about 6.5%"
horizon_years = 2.5

[[figure]]
key = "F1"
metric = "members"
title = "Members"
value = "nearly 600 members"
population = "members of Local 7"
as_of = { text = "@monday", as_written = "today" }
by = "unnamed:a member"

[[dispute]]
key = "D1"
question = "How many?"
kind = "precision"
member = [{ record = "figure:F1", field = "value", account = "Nearly 600" }]
"""


def read(folder: Path, text: str) -> list[SeedRecord]:
    folder.joinpath("mill.toml").write_text(text, encoding="utf-8")
    return read_seed_folder(folder, load_catalogue(paths.resources_folder()))


def messages(folder: Path, text: str) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        read(folder, text)
    return [problem.message for problem in caught.value.problems]


def one(records: list[SeedRecord], kind: str, key: str) -> SeedRecord:
    return next(r for r in records if (r.kind, r.key) == (kind, key))


def test_good_file_is_read_into_values_of_the_record(tmp_path: Path) -> None:
    records = read(tmp_path, GOOD)
    session = one(records, "session", "S1")
    assert session.values["date"].earliest == date(2030, 1, 14)
    assert session.values["date"].as_written == "Monday"
    assert session.values["time_in"].to_text() == "09:30-08:00[America/Los_Angeles]"
    negotiation = one(records, "negotiation", "MILL-2030")
    assert session.values["negotiation_id"] == SeedRef("negotiation", negotiation.uid)
    term = one(records, "term", "P1.item1.term1").values
    assert (term["value_scaled"], term["scale"], term["comparator"]) == (65000, 4, "about")
    assert term["horizon_years"] == Decimal("2.5")
    figure = one(records, "figure", "F1").values
    assert (figure["value_scaled"], figure["unit"]) == (600, "members")
    assert (figure["attribution"], figure["label"]) == ("unnamed_source", "a member")
    assert figure["as_written"] == "nearly 600 members"
    assert figure["as_of"].as_written == "today"
    member = one(records, "dispute_member", "D1.member1").values
    assert member["target_uid"] == one(records, "figure", "F1").uid
    assert member["target_field"] == "value_scaled"


def test_citations_name_paragraph_speaker_and_field(tmp_path: Path) -> None:
    records = read(tmp_path, GOOD)
    found = [r.values for r in records if r.kind == "citation"]
    session = one(records, "session", "S1")
    assert [c["segment_id"].uid for c in found] == [
        one(records, "segment", f"N1.p{n}").uid for n in (2, 4, 5, 3)
    ]
    assert {c["target_uid"] for c in found} == {session.uid}
    assert [c["target_field"] for c in found] == ["date", "date", "date", ""]
    assert found[0]["attribution"] == "reporter_voice"
    assert found[0]["organization_id"].uid == one(records, "organization", "gazette").uid
    assert found[3]["attribution"] == "named_person"
    assert found[3]["basis"] == "claimed_by_self"


def test_what_is_referred_to_comes_first(tmp_path: Path) -> None:
    seen: set[str] = set()
    for record in read(tmp_path, GOOD):
        needed = {v.uid for v in record.values.values() if isinstance(v, SeedRef)}
        assert needed <= seen, record.key
        seen.add(record.uid)


def test_identifiers_stay_the_same_and_keep_negotiations_apart(tmp_path: Path) -> None:
    first = {r.key: r.uid for r in read(tmp_path, GOOD)}
    again = {r.key: r.uid for r in read(tmp_path, "# a remark\n" + GOOD)}
    other = {r.key: r.uid for r in read(tmp_path, GOOD.replace("MILL-2030", "MILL-2031"))}
    assert first == again
    assert not set(first.values()) & set(other.values())


MISTAKES = {
    "field": ('title = "Wages"', 'titel = "Wages"', ("issue wages", '"titel"', '"title"')),
    "missing": ('title = "Wages"', "", ("issue wages", '"title"', "missing")),
    "date": (
        'date = "by 14 Jan 2030"',
        'date = "by 34 Jan 2030"',
        ("proposal P1", '"date"', "31 days"),
    ),
    "relative date": ('date = "by 14 Jan 2030"', 'date = "yesterday"', ("P1", '"date"', "in full")),
    "named date": ('date = "@monday"', 'date = "@munday"', ("S1", '"date"', '"monday"')),
    "date detail": (
        'as_written = "today"',
        'as_writen = "today"',
        ("F1", '"as_of"', '"as_written"'),
    ),
    "how": ('how = "inferred_weekday"', 'how = "guess"', ("monday", "inferred_weekday")),
    "time": ('time_in = "9:30 am"', 'time_in = "25:00"', ("S1", '"time_in"', "not a time of day")),
    "reference": ('from = "union"', 'from = "onion"', ("P1", '"from"', '"union"')),
    "list": (
        'raised_by = ["union"]',
        'raised_by = ["x"]',
        ("wages.raised_by1", "participant", '"x"'),
    ),
    "paragraph": ("N1¶3 pat", "N1¶40 pat", ("S1", '"cite"', "N1 has no ¶40", "¶1 to ¶9")),
    "source": ("N1¶3 pat", "N2¶3 pat", ("S1", '"cite"', 'no source "N2"')),
    "place": ("N1¶3 pat", "N1 pat", ("S1", '"cite"', "not a place")),
    "speaker": ("N1¶3 pat", "N1¶3 sam", ("S1", '"cite"', '"sam"')),
    "nobody": ("N1¶3 pat about=self", "N1¶3", ("S1", '"cite"', "who asserts it")),
    "about": ("about=self", "about=me", ("S1", '"cite"', "other_party")),
    "cited field": ("field=date", "field=dates", ("S1", '"cite"', '"date"')),
    "choice": ('side = "labor"', 'side = "workers"', ("union", '"side"', "management")),
    "number": (
        '"about 6.5%"',
        '"about six and a half"',
        ("term1", '"value"', "not read as a number"),
    ),
    "no number": ('value = "nearly 600 members"', "", ("F1", '"value"', "missing")),
    "no account": ('by = "unnamed:a member"', "", ("F1", '"by"', "missing")),
    "account": ('by = "unnamed:a member"', 'by = "unnamed"', ("F1", '"by"', "Say what is meant")),
    "decimal": (
        "horizon_years = 2.5",
        'horizon_years = "2"',
        ("term1", '"horizon_years"', "digits"),
    ),
    "target": ("figure:F1", "figure:F9", ("D1.member1", '"record"', "figure:F1")),
    "target field": ('field = "value"', 'field = "amount"', ("D1.member1", '"field"', "figure")),
    "role": ("caption = [4]", "caption = [40]", ("N1", '"segments"', "¶1 to ¶9")),
    "lines": ("count = 9", "count = 9, lines = [1, 3]", ("N1", '"segments"', "9 line numbers")),
    "kind": ("[[issue]]", "[[isue]]", ("isue", '"issue"')),
    "brackets": ("[[issue]]", "[issue]", ("[[issue]]",)),
    "no key": ('key = "wages"', "", ("issue number 1", "key")),
    "same key": ('key = "gazette"', 'key = "local7"', ("local7", "already used", "line 12")),
    "two speakers": ('key = "pat"', 'key = "local7"', ("person local7", "organization")),
    "set by the program": ('title = "Wages"', 'title = "Wages"\nrev = 3', ("wages", '"rev"')),
    "no toml": ("[dates]", "[dates", ("cannot be read as TOML", "line 8")),
    "no code": ('code = "MILL-2030"', "", ("[negotiation] needs code",)),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named(tmp_path: Path, mistake: str) -> None:
    good, bad, words = MISTAKES[mistake]
    assert good in GOOD
    found = messages(tmp_path, GOOD.replace(good, bad, 1))
    assert any(all(word in m for word in ("mill.toml", *words)) for m in found), found


def test_the_line_of_the_record_is_given(tmp_path: Path) -> None:
    text = GOOD.replace("9:30 am", "99")
    line = GOOD.splitlines().index('key = "S1"') + 1
    assert messages(tmp_path, text)[0].startswith(
        f'mill.toml, line {line}, session S1, field "time_in"'
    )


def test_all_mistakes_are_reported_at_once(tmp_path: Path) -> None:
    text = GOOD.replace('side = "labor"', 'side = "x"').replace("9:30 am", "99")
    assert len(messages(tmp_path, text)) == 2


def test_a_circle_is_refused(tmp_path: Path) -> None:
    circle = GOOD.replace('name = "Local 7"', 'name = "Local 7"\nparent = "gazette"').replace(
        'name = "Gazette"', 'name = "Gazette"\nparent = "local7"'
    )
    assert any("by way of others" in m for m in messages(tmp_path, circle))


def test_a_record_of_talks_needs_a_negotiation(tmp_path: Path) -> None:
    text = 'namespace = "x"\n[[session]]\nkey = "S1"\ndate = "2030-01-14"\n'
    assert "belongs to a negotiation" in messages(tmp_path, text)[0]


def test_a_file_without_namespace_is_refused(tmp_path: Path) -> None:
    text = '[[organization]]\nkey = "a"\nname = "A"\n'
    assert "namespace" in messages(tmp_path, text)[0]


def test_a_long_quotation_is_refused(tmp_path: Path) -> None:
    cite = '{ at = "N1¶3", by = "pat", quote = "' + "word " * 16 + '" }'
    text = GOOD.replace('"N1¶3 pat about=self"', cite)
    assert "more than 15 words" in messages(tmp_path, text)[0]


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no sample"):
        read_seed_folder(tmp_path, load_catalogue(paths.resources_folder()))


def test_the_example_of_the_description_can_be_read(tmp_path: Path) -> None:
    description = paths.seed_folder().joinpath("README.md").read_text(encoding="utf-8")
    example = description.split("```toml\n")[1].split("```")[0]
    assert one(read(tmp_path, example), "term", "P1.item1.term1").values["unit"] == "percent"
