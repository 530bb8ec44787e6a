"""Setting up talks: the parties, the unit, the issues."""

import re
import unicodedata
from collections.abc import Mapping

from negotiation_tracker.model.errors import FieldProblem, InvalidInput
from negotiation_tracker.model.record import Record, RecordView, RecordWriter
from negotiation_tracker.model.vocabulary import IssueCategory, label
from negotiation_tracker.services import records
from negotiation_tracker.services.commands import NewNegotiation
from negotiation_tracker.services.entry import is_blank, try_new

__all__ = ["NewNegotiation", "add_issue", "create", "find_organization"]

MEDIATOR = "mediator"
DEFAULT_ZONE = "America/Los_Angeles"
DEFAULT_CURRENCY = "USD"
_WORDS_FOR_WAGES = frozenset({"wage", "pay", "salary", "salaries", "raises"})


def create(writer: RecordWriter, command: NewNegotiation) -> int:
    """Set up talks: organizations that are new, both parties, the unit, the issues.

    Gives the key of the negotiation.

    Raises:
        InvalidInput: a party is missing, there is neither a title nor an issue, or a field
            cannot be read.

    """
    issues = [title.strip() for title in command.issues if title.strip()]
    problems = _missing(command, issues)
    if problems:
        raise InvalidInput(problems)
    employer = _organization(writer, command.employer, "employer")
    union = _organization(writer, command.union, "union_local")
    values = _fields(writer, command, employer, union)
    negotiation = writer.insert("negotiation", **values)
    for organization, side, name in (
        (union, "labor", "union"),
        (employer, "management", "employer"),
    ):
        participant = writer.insert(
            "participant",
            negotiation_id=negotiation.id,
            organization_id=organization.id,
            side=side,
            role="party",
            ours=command.ours.strip().casefold() == name,
        )
        if side == "labor" and command.unit.strip():
            unit = {"participant_id": participant.id, "name": command.unit}
            records.create(writer, "bargaining_unit", unit)
    if command.ours.strip().casefold() == MEDIATOR:
        _add_mediator(writer, negotiation.id, command.mediator.strip() or "Mediator")
    for title in issues:
        add_issue(writer, negotiation.id, title)
    return negotiation.id


def find_organization(view: RecordView, name: str) -> Record | None:
    """Give the organization of this name, short name or alias, upper or lower case, or None."""
    wanted = _plain(name)
    organizations = view.where("organization")
    for organization in organizations:
        if wanted in (_plain(organization.name), _plain(organization.short_name)):
            return organization
    for alias in view.where("alias"):
        if alias.organization_id is not None and _plain(alias.text) == wanted:
            return view.get("organization", alias.organization_id)
    return None


def add_issue(
    writer: RecordWriter,
    negotiation_id: int,
    title: str,
    marks: Mapping[str, object] | None = None,
) -> Record:
    """Give the issue of this title in these talks, adding it when there is none.

    Args:
        writer: the open change.
        negotiation_id: the talks.
        title: name of the issue.
        marks: who may see it, if it is added.

    """
    known = writer.where("issue", negotiation_id=negotiation_id)
    for issue in known:
        if _plain(issue.title) == _plain(title):
            return issue
    stem = _slug(title)[:24].strip("-") or "issue"
    code = _free(stem, {str(i.code).casefold() for i in known})
    fields = {
        **(marks or {}),
        "negotiation_id": negotiation_id,
        "code": code,
        "title": title,
        "category": _category(title),
    }
    return records.need(writer, "issue", records.create(writer, "issue", fields))


def _add_mediator(writer: RecordWriter, negotiation_id: int, name: str) -> None:
    """Make this desk the mediator's: a neutral participant that is ours."""
    office = _organization(writer, name, "neutral_agency")
    writer.insert(
        "participant",
        negotiation_id=negotiation_id,
        organization_id=office.id,
        side="neutral",
        role="neutral",
        ours=True,
    )


def _category(title: str) -> str:
    """Give the subject group that a title names outright; "other" when it names none."""
    if _plain(title) in _WORDS_FOR_WAGES:
        return IssueCategory.WAGES
    named = (c for c in IssueCategory if label(c) == _plain(title))
    return next(named, IssueCategory.OTHER)


def _missing(command: NewNegotiation, issues: list[str]) -> list[FieldProblem]:
    problems = []
    if is_blank(command.union):
        problems.append(FieldProblem("union", "Union is missing: name the union at the table."))
    if is_blank(command.employer):
        problems.append(FieldProblem("employer", "Employer is missing: name the employer."))
    if is_blank(command.title) and not issues:
        message = "Give the talks a title, or name the first issue."
        problems.append(FieldProblem("title", message))
    if not is_blank(command.union) and _plain(command.union) == _plain(command.employer):
        message = "Union and employer are the same. Name the two parties."
        problems.append(FieldProblem("employer", message))
    if command.ours.strip().casefold() not in ("", "union", "employer", MEDIATOR):
        message = (
            f'"{command.ours}" is not a side here. Write union, employer or mediator, or leave '
            "it empty."
        )
        problems.append(FieldProblem("ours", message))
    return problems


def _fields(
    writer: RecordWriter, command: NewNegotiation, employer: Record, union: Record
) -> dict[str, object]:
    kind = records.kinds()["negotiation"]
    context = records.context_of(writer, None)
    title = command.title.strip() or f"{_short(employer)} and {_short(union)}"
    raw: dict[str, object] = {
        "currency": DEFAULT_CURRENCY,
        "unit_description": command.unit,
        **command.fields,
        "title": title,
        "code": command.code.strip() or _code(writer, employer, union),
        "timezone": command.zone.strip() or command.fields.get("timezone") or DEFAULT_ZONE,
    }
    if command.regime.strip():
        raw["legal_regime"] = command.regime
    values, problems = try_new(kind, raw, context)
    clash = records.taken_code(writer, "negotiation", values)
    if clash is not None:
        problems.append(clash)
    if problems:
        raise InvalidInput(problems)
    return records.confided(writer, kind, values)


def _organization(writer: RecordWriter, name: str, kind: str) -> Record:
    known = find_organization(writer, name)
    if known is not None:
        return known
    fields = {"name": name, "kind": kind}
    return records.need(writer, "organization", records.create(writer, "organization", fields))


def _short(organization: Record) -> str:
    return str(organization.short_name or organization.name)


def _code(writer: RecordWriter, employer: Record, union: Record) -> str:
    year = writer.now.year
    stem = f"{_abbreviated(_short(employer))}-{_abbreviated(_short(union))}-{year}"
    return _free(stem, {str(n.code).casefold() for n in writer.where("negotiation")})


def _abbreviated(name: str) -> str:
    """Give a short word for a name: itself when it is one word, else its capitals."""
    words = [w for w in _slug(name).split("-") if w not in ("of", "the", "and", "for")]
    if len(words) <= 1:
        return (words[0] if words else "X").upper()[:12]
    return "".join(w if w.isdigit() else w[0] for w in words).upper()[:12]


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return "-".join(re.findall(r"\w+", letters.replace("_", " ")))


def _free(stem: str, taken: set[str]) -> str:
    code, number = stem, 2
    while code.casefold() in taken:
        code, number = f"{stem}-{number}", number + 1
    return code


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
