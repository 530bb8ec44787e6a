"""Two records of one person, or of one organization, made into one by the person who decides it.

Data dictionary B9, 24: a merge keeps the other names and every reference and citation. It is one
step of undo; what was merged away lies in the trash, empty.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from negotiation_tracker.model.errors import BrokenInvariant, FieldProblem
from negotiation_tracker.model.record import Dossier, Record, RecordView, RecordWriter
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.rules.similar import Likeness, Named, near_duplicates
from negotiation_tracker.rules.wording import participant_name
from negotiation_tracker.services import records

MERGED_KINDS = ("person", "organization")
"""Kinds of which two records may be made into one."""
_NAMES = {"person": ("name",), "organization": ("name", "short_name")}
_POINTING = ("citation", "dispute_member", "private_note")
"""Kinds that point at any record by its identifier."""
_MARKS = ("handling", "confidence_of_id", "embargo_until")
_JOINED = {"note": "\n", "tags": " "}
"""Texts of which both are kept, and what stands between them."""
_KEPT_ONCE = frozenset(
    {"alias", "affiliation", "attendance", "bargaining_unit", "citation", "dispute_member",
     "event_actor", "issue_raiser", "person_contact", "team_seat"}
)  # fmt: skip
"""Kinds of which two alike say no more than one; statements, figures and the like all stay."""
_SAY_NOTHING = {"organization": {"kind": "other"}}
"""Values that only mean that nobody chose one."""


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What a merge would do, in words, for the person who decides it.

    Attributes:
        kind: "person" or "organization".
        keep, gone: the record that stays and the one that is merged into it.
        names: names of the merged record that become other names of the one that stays.
        moved: what refers to the merged record and will refer to the other: kind → number.
        filled: fields that were empty and are filled, in words.
        given_up: values that stay with the trash only, because both have one, in words.
        cautions: what speaks against the two being one.
        refusals: why the two cannot be merged as they stand; empty when they can.

    """

    kind: str
    keep: Record
    gone: Record
    names: tuple[str, ...] = ()
    moved: dict[str, int] = field(default_factory=dict)
    filled: tuple[str, ...] = ()
    given_up: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()

    def lines(self) -> tuple[str, ...]:
        """Say what is kept and what moves, a sentence each."""
        name = str(self.keep.name)
        found = [f"“{name}” stays."]
        if self.names:
            many = "become other names" if len(self.names) > 1 else "becomes another name"
            found.append(f"{_quoted(self.names)} {many}.")
        found += [f"{words} is taken over." for words in self.filled]
        if self.moved:
            found.append(f"Moved along, with all citations: {moved_words(self.moved)}.")
        found += [f"Not kept, because both have one: {words}." for words in self.given_up]
        return (*found, "One step of undo takes all of it back.")


def likenesses(view: Dossier, kind: str) -> tuple[Likeness, ...]:
    """List the people, or the organizations, that may be recorded twice, most alike first."""
    from rapidfuzz import fuzz

    return near_duplicates(_named(view, kind), fuzz.ratio)


def plan(view: RecordView, kind: str, keep_id: int, gone_id: int) -> MergePlan:
    """Say what merging one record into another would do; nothing is changed.

    Args:
        view: everything recorded; a part would leave references out of the count.
        kind: "person" or "organization".
        keep_id: the record that stays.
        gone_id: the record that is merged into it.

    Raises:
        NotFound: one of the two is not in the record any more.

    """
    keep, gone = records.need(view, kind, keep_id), records.need(view, kind, gone_id)
    filled, given_up = _in_words(view, keep, gone)
    return MergePlan(
        kind=kind,
        keep=keep,
        gone=gone,
        names=_new_names(view, keep, gone),
        moved=_counted(view, gone),
        filled=filled,
        given_up=given_up,
        cautions=tuple(_cautions(view, keep, gone)),
        refusals=tuple(_refusals(view, keep, gone)),
    )


def merge(writer: RecordWriter, kind: str, keep_id: int, gone_id: int) -> int:
    """Make two records of one person or organization into one; give the key of what stays.

    Its names become other names, every reference and citation moves, what both have alike is
    kept once, and the merged record goes to the trash.

    Raises:
        NotFound: one of the two is not in the record any more.
        BrokenInvariant: they are marked for different readers, or cannot be one; see
            `MergePlan.refusals`.

    """
    keep, gone = records.need(writer, kind, keep_id), records.need(writer, kind, gone_id)
    refusals = tuple(_refusals(writer, keep, gone))
    if refusals:
        raise BrokenInvariant([FieldProblem("", words) for words in refusals])
    if kind == "organization":
        for part, twin in _twins(writer, keep, gone):
            _merge_into(writer, part, twin, {})
    aliases = _add_names(writer, keep, gone)
    _merge_into(writer, keep, gone, aliases)
    return keep_id


def moved_words(moved: dict[str, int]) -> str:
    """Give numbers of records in words: "2 statements, 1 affiliation"."""
    kinds = records.kinds()
    return ", ".join(
        f"{number} {kinds[name].label if number == 1 else kinds[name].plural}"
        for name, number in moved.items()
    )


# -- what would be done --


def _named(view: Dossier, kind: str) -> Iterator[Named]:
    aliases: dict[int, list[str]] = {}
    for alias in view.all("alias"):
        owner = getattr(alias, f"{kind}_id")
        if owner is not None:
            aliases.setdefault(owner, []).append(str(alias.text))
    for record in view.all(kind):
        others = [getattr(record, name) for name in _NAMES[kind][1:]]
        names = (str(record.name), *filter(None, others), *aliases.get(record.id, ()))
        parent = getattr(record, "parent_id", None) if kind == "organization" else None
        yield Named(record.id, tuple(names), frozenset([parent] if parent else []))


def _new_names(view: RecordView, keep: Record, gone: Record) -> tuple[str, ...]:
    known = {str(getattr(keep, name)) for name in _NAMES[keep.table]}
    known |= {str(a.text) for a in view.where("alias", **{f"{keep.table}_id": keep.id})}
    names = [str(getattr(gone, name)) for name in _NAMES[gone.table]]
    if keep.table == "organization" and not keep.short_name:
        names = names[:1]
    return tuple(name for name in dict.fromkeys(names) if name and name not in known)


def _taken_over(keep: Record, gone: Record) -> dict[str, Any]:
    """Give the fields of the kept record that change: what was empty, and texts kept of both."""
    changes: dict[str, Any] = {}
    for entry in records.kinds()[keep.table].own_fields():
        mine, theirs = getattr(keep, entry.name), getattr(gone, entry.name)
        if entry.name in _MARKS or _empty(gone.table, entry.name, theirs):
            continue
        if _empty(keep.table, entry.name, mine):
            changes[entry.name] = theirs
        elif entry.name in _JOINED and theirs not in mine:
            changes[entry.name] = f"{mine}{_JOINED[entry.name]}{theirs}"
    return changes


def _empty(kind: str, name: str, value: object) -> bool:
    nothing = _SAY_NOTHING.get(kind, {}).get(name)
    return value is None or value is False or value == "" or str(value) == nothing


def _in_words(
    view: RecordView, keep: Record, gone: Record
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    filled, given_up = [], []
    changes = _without_circle(view, keep, gone, _taken_over(keep, gone))
    kept_otherwise = {*_MARKS, *_NAMES[keep.table], *_JOINED} - changes.keys()
    for entry in records.kinds()[keep.table].own_fields():
        mine, theirs = getattr(keep, entry.name), getattr(gone, entry.name)
        if entry.name in kept_otherwise or theirs == mine:
            continue
        words = f"{entry.label} ({_shown(view, entry.ref, theirs)})"
        if entry.name in changes:
            filled.append(words)
        elif not _empty(gone.table, entry.name, theirs):
            given_up.append(words)
    return tuple(filled), tuple(given_up)


def _shown(view: RecordView, kind: str, value: object) -> str:
    if kind and isinstance(value, int):
        target = view.get(kind, value)
        return "" if target is None else str(target.name)
    return label(str(value))


def _references(view: RecordView, record: Record) -> Iterator[tuple[Record, str]]:
    for kind, entry in records.kinds().children(record.table):
        for user in view.where(kind.name, **{entry.name: record.id}):
            yield user, entry.name


def _pointers(view: RecordView, record: Record) -> Iterator[Record]:
    for kind in _POINTING:
        yield from view.where(kind, target_uid=record.uid)


def _counted(view: RecordView, gone: Record) -> dict[str, int]:
    users = [(u.table, u.id) for u, _ in _references(view, gone)]
    users += [(u.table, u.id) for u in _pointers(view, gone)]
    counts: dict[str, int] = {}
    for table, _ in dict.fromkeys(users):
        counts[table] = counts.get(table, 0) + 1
    return dict(sorted(counts.items(), key=lambda line: (-line[1], line[0])))


def _twins(view: RecordView, keep: Record, gone: Record) -> list[tuple[Record, Record]]:
    """List the parts that both organizations have in the same talks."""
    parts = {p.negotiation_id: p for p in view.where("participant", organization_id=keep.id)}
    others = view.where("participant", organization_id=gone.id)
    return [(parts[p.negotiation_id], p) for p in others if p.negotiation_id in parts]


def _refusals(view: RecordView, keep: Record, gone: Record) -> Iterator[str]:
    if keep.id == gone.id:
        yield f"Both are the same {records.kinds()[keep.table].label}. Choose two."
        return
    if _differ(keep, gone):
        yield (
            f"“{keep.name}” is marked “{label(keep.handling)}” and “{gone.name}” "
            f"“{label(gone.handling)}”: they are meant for different readers. Give both the same "
            "handling first."
        )
    if keep.table != "organization":
        return
    for whole, part in ((keep, gone), (gone, keep)):
        if part.parent_id == whole.id:
            yield (
                f"“{part.name}” is recorded as a part of “{whole.name}”. If they are one, clear "
                "“Part of” first."
            )
    for mine, theirs in _twins(view, keep, gone):
        yield from _twin_refusals(view, mine, theirs)


def _twin_refusals(view: RecordView, mine: Record, theirs: Record) -> Iterator[str]:
    talks = view.get("negotiation", mine.negotiation_id)
    where = "the same talks" if talks is None else f"“{talks.title}”"
    for name, words in (("side", "side"), ("role", "role")):
        one, other = label(getattr(mine, name)), label(getattr(theirs, name))
        if one != other:
            yield (
                f"In {where} their {words} differs: {one} for "
                f"{participant_name(view, mine.id)}, {other} for "
                f"{participant_name(view, theirs.id)}. Correct one of them first."
            )
    if _differ(mine, theirs):
        yield f"In {where} they are marked for different readers. Give both the same handling."


def _differ(one: Record, other: Record) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in _MARKS)


def _cautions(view: RecordView, keep: Record, gone: Record) -> Iterator[str]:
    if keep.table == "person":
        mine = {a.session_id for a in view.where("attendance", person_id=keep.id)}
        both = [a for a in view.where("attendance", person_id=gone.id) if a.session_id in mine]
        for attendance in both:
            session = view.get("session", attendance.session_id)
            if session is not None:
                yield f"Both are listed at the session of {session.date.describe()}."
        return
    for mine_, _ in _twins(view, keep, gone):
        talks = view.get("negotiation", mine_.negotiation_id)
        if talks is not None:
            yield f"Both take part in “{talks.title}”; their parts become one."


# -- doing it --


def _add_names(writer: RecordWriter, keep: Record, gone: Record) -> dict[str, Record]:
    """Add the names of the merged record as other names; give them by the field they came from."""
    added: dict[str, Record] = {}
    marks = {name: getattr(gone, name) for name in _MARKS}
    owner = {f"{keep.table}_id": keep.id}
    for text in _new_names(writer, keep, gone):
        alias = writer.insert("alias", text=text, **owner, **marks)
        for name in _NAMES[gone.table]:
            if getattr(gone, name) == text:
                added[name] = alias
    return added


def _merge_into(
    writer: RecordWriter, keep: Record, gone: Record, aliases: dict[str, Record]
) -> None:
    changes = _without_circle(writer, keep, gone, _taken_over(keep, gone))
    if changes:
        writer.update(keep.table, keep.id, **changes)
    for user in list(_pointers(writer, gone)):
        # What was cited for the name as printed there stays with that name.
        target = keep if user.table != "citation" else aliases.get(user.target_field, keep)
        moved = {"target_uid": target.uid, "target_kind": target.table}
        if target is not keep:
            moved["target_field"] = "text"
        _once(writer, writer.update(user.table, user.id, **moved), "target_uid")
    for user, name in list(_references(writer, gone)):
        if writer.get(user.table, user.id) is not None:
            _once(writer, writer.update(user.table, user.id, **{name: keep.id}), name)
    for alias in _aliases_of(writer, keep):
        if str(alias.text) == str(records.need(writer, keep.table, keep.id).name):
            _move_pointers(writer, alias, keep)
            writer.remove("alias", alias.id)
    writer.remove(gone.table, gone.id)


def _aliases_of(view: RecordView, keep: Record) -> list[Record]:
    if keep.table not in MERGED_KINDS:
        return []
    return view.where("alias", **{f"{keep.table}_id": keep.id})


def _without_circle(
    view: RecordView, keep: Record, gone: Record, changes: dict[str, Any]
) -> dict[str, Any]:
    """Leave “Part of” as it is where it would make the organization a part of itself."""
    above = changes.get("parent_id")
    seen: set[int] = set()
    while above is not None and above not in seen:
        if above in (keep.id, gone.id):
            return {name: value for name, value in changes.items() if name != "parent_id"}
        seen.add(above)
        parent = view.get("organization", above)
        above = None if parent is None else parent.parent_id
    return changes


def _once(writer: RecordWriter, moved: Record, by: str) -> None:
    """Take a moved record out again when the kept one already has the very same.

    Args:
        writer: the open change.
        moved: the record, already pointing at the kept one.
        by: field by which it points there.

    """
    if moved.table not in _KEPT_ONCE or _in_locked_session(writer, moved):
        return
    own = [f.name for f in records.kinds()[moved.table].own_fields()]
    for other in writer.where(moved.table, **{by: getattr(moved, by)}):
        same = all(getattr(other, name) == getattr(moved, name) for name in own)
        if other.id != moved.id and same:
            _move_pointers(writer, moved, other)
            writer.remove(moved.table, moved.id)
            return


def _move_pointers(writer: RecordWriter, gone: Record, keep: Record) -> None:
    for user in list(_pointers(writer, gone)):
        changes = {"target_uid": keep.uid, "target_kind": keep.table}
        if keep.table != gone.table and user.table == "citation":
            changes["target_field"] = "name" if user.target_field else ""
        _once(writer, writer.update(user.table, user.id, **changes), "target_uid")


def _in_locked_session(view: RecordView, record: Record) -> bool:
    if record.table not in ("attendance", "table_entry"):
        return False
    session = view.get("session", record.session_id)
    return session is not None and session.locked_at is not None


def _quoted(names: tuple[str, ...]) -> str:
    return " and ".join(f"“{name}”" for name in names)
