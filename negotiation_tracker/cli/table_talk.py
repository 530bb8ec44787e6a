"""Reading the short forms of the command line: log lines, people, offers, what is owed.

They name sides as the log does: "u" for the union's side, "e" for the employer's, or any
participant by name.
"""

import re
from dataclasses import dataclass, field

from negotiation_tracker.cli import references
from negotiation_tracker.cli.arguments import UsageError
from negotiation_tracker.model.errors import NotFound
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.rules.term_text import read_terms
from negotiation_tracker.services.commands import (
    AttendanceLine,
    EntryLine,
    FollowUpLine,
    ItemLine,
    LogProposal,
    term_line,
)

_TIME = re.compile(r"(\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?)(?:\s*[-–]\s*|\s+)(.*)", re.IGNORECASE)
_GROUP = re.compile(r"(?:about |some )?\d+ ", re.IGNORECASE)
_OFFER = re.compile(
    r"(?P<maker>[^:=]+?)"
    r"(?:\s+as\s+(?P<code>\S+?))?"
    r"(?:\s+counters\s+(?P<counters>[^:=]+?))?"
    r"\s*:\s*(?P<items>.*)",
    re.IGNORECASE | re.DOTALL,
)
_DUE = re.compile(r"(.+?)\s+by\s+(.+)", re.IGNORECASE)


@dataclass
class Talk:
    """The negotiation that short forms are read for, and what would be new in it.

    Attributes:
        new: what the record does not know yet and will be added, in words.
        here: codes of the proposals read so far, in order; "" for those without one.

    """

    negotiation: Record
    dossier: Dossier
    new: list[str] = field(default_factory=list)
    here: list[str] = field(default_factory=list)

    def participant(self, typed: str) -> int:
        """Give the key of a participant; NotFound names those there are."""
        return references.participant(typed, self.dossier, self.negotiation.id).id

    def person(self, name: str) -> Record | None:
        """Give a person by name or alias; None when nobody, or more than one, is known by it."""
        wanted = " ".join(name.casefold().split())
        found = {p.id: p for p in self.dossier.all("person") if p.name.casefold() == wanted}
        for alias in self.dossier.all("alias"):
            person = self.dossier.get("person", alias.person_id or 0)
            if person is not None and alias.text.casefold() == wanted:
                found[person.id] = person
        return next(iter(found.values())) if len(found) == 1 else None

    # -- the short forms --

    def attendance(self, text: str) -> AttendanceLine:
        """Read "u: Pat Example, chief negotiator" or "e: 12 custodians"."""
        side, rest = self._side(text)
        name, _, role = (part.strip() for part in rest.partition(","))
        if not name:
            raise UsageError(f"“{text}” names nobody.")
        if _GROUP.match(name):
            return AttendanceLine(participant_id=side, headcount_label=rest.strip())
        known = self.person(name)
        if known is None:
            self.new.append(f"person “{name}”")
            return AttendanceLine(participant_id=side, new_person=name, role=role)
        return AttendanceLine(person_id=known.id, participant_id=side, role=role)

    def entry(self, text: str) -> EntryLine:
        """Read "12:04 u: text"; a text all in quotation marks is taken as exact words."""
        time = ""
        rest = text.strip()
        if match := _TIME.fullmatch(rest):
            time, rest = match[1], match[2]
        side, rest = self._side(rest)
        verbatim = len(rest) > 2 and rest[0] + rest[-1] in ('""', "“”", "«»")
        words = rest[1:-1].strip() if verbatim else rest
        return EntryLine(text=words, time=time, participant_id=side, verbatim=verbatim)

    def owed(self, text: str) -> FollowUpLine:
        """Read "e: send the enrollment figures by 27 Mar 2023"."""
        side, rest = self._side(text)
        if match := _DUE.fullmatch(rest):
            return FollowUpLine(title=match[1], owed_by_id=side, due=match[2])
        return FollowUpLine(title=rest, owed_by_id=side)

    def offer(self, text: str) -> LogProposal:
        """Read "u as P7 counters P6: wages = 6.5% over 3 years; hours = 35"."""
        match = _OFFER.fullmatch(text.strip())
        if match is None or not match["items"].strip():
            raise UsageError(
                f"“{text}” is not an offer.", hint="Write FROM: ISSUE = WHAT, several with “;”."
            )
        fields: dict[str, object] = {"from_id": self.participant(match["maker"])}
        if match["code"]:
            fields["code"] = match["code"]
        countered, together = self.counters((match["counters"] or "").split(","))
        self.here.append((match["code"] or "").casefold())
        return LogProposal(
            self.negotiation.id, fields, self.items(match["items"]), countered, together
        )

    def counters(self, typed: list[str]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Find proposals by code: those in the record, and those logged with this one."""
        known: list[int] = []
        together: list[int] = []
        for code in filter(None, (part.strip() for part in typed)):
            if code.casefold() in self.here:
                together.append(self.here.index(code.casefold()))
                continue
            found, _ = references.find("proposal", code, [self.dossier], within=self.negotiation.id)
            known.append(found.id)
        return tuple(known), tuple(together)

    def items(self, text: str) -> tuple[ItemLine, ...]:
        """Read "wages = 6.5%; $500 bonus; hours = 35": a piece without “=” goes on the last."""
        pieces: list[tuple[str, list[str]]] = []
        for piece in filter(None, (part.strip() for part in text.split(";"))):
            name, equals, said = piece.partition("=")
            if equals:
                pieces.append((name.strip(), [said.strip()]))
            elif pieces:
                pieces[-1][1].append(piece)
            else:
                pieces.append((piece, []))
        return tuple(self.item(name, "; ".join(said)) for name, said in pieces)

    def item(self, name: str, said: str, fields: dict[str, str] | None = None) -> ItemLine:
        """Read what is said on an issue: numbers become terms, other words the summary."""
        given = fields or {}
        issue = references.issue(name, self.dossier, self.negotiation.id)
        if issue is None:
            self.new.append(f"issue “{name}”")
        read = read_terms(said, issue.category if issue else "")
        words = [t.typed for t in read if not t.is_number]
        summary = given.get("summary") or "; ".join(words)
        return ItemLine(
            issue_id=issue.id if issue else None,
            new_issue="" if issue else name,
            stance=given.get("stance", ""),
            summary=summary,
            terms=tuple(term_line(t) for t in read if t.is_number),
            conditional_on=given.get("conditional_on", ""),
            language=given.get("language", ""),
        )

    def _side(self, text: str) -> tuple[int | None, str]:
        """Take a leading "u:", "e:" or "NAME:" off; a colon after other words stays."""
        before, colon, after = text.partition(":")
        if not colon or not before.strip():
            return None, text.strip()
        try:
            return self.participant(before), after.strip()
        except NotFound:
            return None, text.strip()
