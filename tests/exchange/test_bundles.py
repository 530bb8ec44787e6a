"""A bundle loses nothing, comes back as it was, and is read with suspicion."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from negotiation_tracker.exchange.readers import json_text
from negotiation_tracker.exchange.readers.json_text import TooLarge, parse
from negotiation_tracker.model.errors import InvalidInput
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.services import bundles
from negotiation_tracker.services.exports import ExportRequest, Format, export
from negotiation_tracker.services.workspace import Workspace

AS_OF = date(2023, 3, 24)


def exported(ws: Workspace, target: Path, reader: Reader | None = None) -> bytes:
    talks = tuple(n.id for n in ws.negotiations())
    reader = reader or Reader(Audience.ME)
    export(ws, ExportRequest(talks, reader, Format.JSON, target, as_of=AS_OF))
    return target.read_bytes()


def test_import_into_an_empty_store_and_export_gives_the_same_bytes(
    sample: Workspace, empty: Workspace, tmp_path: Path
) -> None:
    first = exported(sample, tmp_path / "first.json")
    bundle = bundles.read(empty, first)
    assert bundles.plan(empty, bundle).same == 0
    done = bundles.import_bundle(empty, bundle)
    assert sum(len(u) for u in done.value.new.values()) == len(bundle.records)
    assert exported(empty, tmp_path / "second.json") == first


def test_one_negotiation_alone_comes_back_too(
    sample: Workspace, empty: Workspace, tmp_path: Path
) -> None:
    talks = (sample.negotiation("LAUSD-UTLA-2019").id,)
    target = tmp_path / "one.json"
    request = ExportRequest(talks, Reader(Audience.ME), Format.JSON, target)
    export(sample, request)
    bundles.import_bundle(empty, bundles.read(empty, target.read_bytes()))
    back = tmp_path / "back.json"
    talks = (empty.negotiation("LAUSD-UTLA-2019").id,)
    export(empty, ExportRequest(talks, Reader(Audience.ME), Format.JSON, back))
    assert back.read_bytes() == target.read_bytes()


def test_importing_twice_changes_nothing_and_undo_takes_all_of_it_back(
    sample: Workspace, empty: Workspace, tmp_path: Path
) -> None:
    bundle = bundles.read(empty, exported(sample, tmp_path / "a.json"))
    bundles.import_bundle(empty, bundle)
    again = bundles.import_bundle(empty, bundle)
    assert again.change.id == 0
    assert again.value.empty
    assert again.value.same == len(bundle.records)
    assert empty.undo_label() == bundles.LABEL
    empty.undo()
    assert empty.negotiations() == []


def test_a_public_bundle_can_be_imported_and_holds_no_house_keeping(
    sample: Workspace, empty: Workspace, tmp_path: Path
) -> None:
    data = exported(sample, tmp_path / "p.json", Reader(Audience.PUBLIC))
    records = json.loads(data)["records"]
    fields = {name for rows in records.values() for row in rows for name in row}
    assert not fields & {"id", "created_by", "created_at", "rev", "updated_at", "tags"}
    bundles.import_bundle(empty, bundles.read(empty, data))
    assert len(empty.negotiations()) == 2


def test_a_later_revision_is_taken_and_any_other_difference_is_a_conflict(
    sample: Workspace, empty: Workspace, tmp_path: Path
) -> None:
    bundles.import_bundle(empty, bundles.read(empty, exported(sample, tmp_path / "a.json")))
    talks = empty.negotiation("LAUSD-UTLA-2019").id
    issue = empty.dossier(talks).where("issue", negotiation_id=talks)[0]
    empty.change("Edit", lambda w: w.update("issue", issue.id, note="a later remark"))
    newer = exported(empty, tmp_path / "newer.json")
    older = exported(sample, tmp_path / "older.json")

    kept = bundles.import_bundle(empty, bundles.read(empty, older))
    assert [(c.kind, c.uid, c.fields) for c in kept.value.conflicting] == [
        ("issue", issue.uid, ("note",))
    ]
    found = empty.find("issue", issue.id)
    assert found is not None
    assert found.note == "a later remark"
    assert [w.field for w in kept.change.warnings] == [issue.uid]

    target = Workspace.create(tmp_path / "third.negotiations", actor="Pat Example")
    bundles.import_bundle(target, bundles.read(target, older))
    taken = bundles.import_bundle(target, bundles.read(target, newer))
    assert [c.fields for c in taken.value.changed] == [("note",)]
    assert taken.value.conflicting == ()
    changed = target.find_uid("issue", issue.uid)
    assert changed is not None
    assert changed.note == "a later remark"
    target.close()


def test_what_was_deleted_here_is_not_brought_back(
    sample: Workspace, empty: Workspace, tmp_path: Path
) -> None:
    bundle = bundles.read(empty, exported(sample, tmp_path / "a.json"))
    bundles.import_bundle(empty, bundle)
    figure = empty.records("figure")[0]
    empty.change("Delete", lambda w: w.remove("figure", figure.id))
    plan = bundles.plan(empty, bundle)
    assert plan.empty
    assert (figure.uid, "it is in the trash here") in {(c.uid, c.reason) for c in plan.conflicting}


def small(**parts: Any) -> bytes:
    head: dict[str, Any] = {"format": "negotiation-tracker bundle", "schema": 1, "audience": "me"}
    return json.dumps({**head, "records": {}, **parts}).encode()


UID = "00000000-0000-4000-8000-000000000001"
PERSON = {"uid": UID, "name": "Pat Example"}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "line 1, column 1"),
        (b"\xff", "not UTF-8"),
        (b"[]", "no bundle of this program"),
        (b'{"format": "something else"}', "no bundle of this program"),
        (small(schema=2), "written by a newer version"),
        (small(schema="1"), "version of the bundle is missing"),
        (small(extra=1), "extra: this part is missing or does not belong"),
        (small(audience="nobody"), "this audience is not known"),
        (small(records=[]), "lists of records"),
        (b'{"format": 1, "format": 2}', "stands twice"),
        (b'{"a": NaN}', "NaN is not a value"),
        (b'{"a": 1.5}', "decimals are written as text"),
        (b'{"a": ' + b"1" * 5000 + b"}", "not a bundle"),
        (small(records={"person": [5]}), r"records.person\[0\]: a record must be an object"),
        (small(records={"person": [{"uid": UID}]}), r"person\[0\].name: a person needs"),
        (small(records={"person": [{**PERSON, "x": 1}]}), r"person\[0\].x: a person has no such"),
        (small(records={"person": [{**PERSON, "uid": "1"}]}), "must be an identifier"),
        (small(records={"person": [PERSON, PERSON]}), r"same identifier as records.person\[0\]"),
        (small(records={"person": [{**PERSON, "name": "\u0000"}]}), "cannot be stored"),
        (small(records={"person": [{**PERSON, "name": "\ud800"}]}), "cannot be stored"),
        (small(records={"person": [{**PERSON, "handling": "hidden"}]}), "must be one of: public"),
        (small(records={"person": [{**PERSON, "embargo_until": "soon"}]}), "must be a day"),
        (small(records={"person": [{**PERSON, "rev": 2**63}]}), "at most 64 bits"),
        (small(records={"person": [{**PERSON, "rev": True}]}), "whole number"),
        (small(records={"person": [{**PERSON, "created_at": "2023-01-01T00:00"}]}), "offset"),
        (small(records={"export_log": [{"uid": UID}]}), "records of this kind are not imported"),
    ],
)
def test_a_wrong_bundle_is_refused_with_the_place(
    empty: Workspace, data: bytes, message: str
) -> None:
    with pytest.raises(InvalidInput, match=message):
        bundles.read(empty, data)
    assert empty.undo_label() is None


def test_deep_and_large_files_are_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TooLarge, match="nested deeper") as caught:
        parse(b"[" * 100_000 + b"]" * 100_000)
    assert caught.value.code == "E43"
    assert parse(b'"' + b"[" * 1000 + b'"') == "[" * 1000
    monkeypatch.setattr(json_text, "MAX_BYTES", 10)
    with pytest.raises(TooLarge, match="was not opened"):
        parse(b"[1, 2, 3, 4, 5]")


def test_a_reference_that_leads_nowhere_is_refused_with_the_place(empty: Workspace) -> None:
    lost = "00000000-0000-4000-8000-00000000000f"
    data = small(records={"alias": [{"uid": UID, "text": "P. Example", "person_id": lost}]})
    bundle = bundles.read(empty, data)
    with pytest.raises(InvalidInput, match=r"records.alias\[0\].person_id: refers to a person"):
        bundles.import_bundle(empty, bundle)
    assert empty.records("alias") == []


def test_records_that_refer_to_one_another_come_in(empty: Workspace) -> None:
    one, two = UID, "00000000-0000-4000-8000-000000000002"
    rows = [
        {"uid": one, "name": "Union of Examples", "parent_id": two},
        {"uid": two, "name": "Council of Examples"},
    ]
    bundles.import_bundle(empty, bundles.read(empty, small(records={"organization": rows})))
    child = empty.find_uid("organization", one)
    parent = empty.find_uid("organization", two)
    assert child is not None
    assert parent is not None
    assert child.parent_id == parent.id
