"""Redlines of an issue: which of its texts can be compared, which pair first, and the result."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from negotiation_tracker.exchange import redlining
from negotiation_tracker.exchange.redlining import RedlineDocument, Version
from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.errors import NotFound
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import Formality, ProposalKind, Stance, label
from negotiation_tracker.rules.derived import Ref, in_force_from, ref
from negotiation_tracker.rules.positions import FORMAL
from negotiation_tracker.rules.redline import Redline
from negotiation_tracker.rules.wording import participant_name, term_words

_CURRENT = frozenset({ProposalKind.STATUS_QUO})
_LONG_AGO = (date.min, date.min)


class TextKind(StrEnum):
    """What a text is."""

    LANGUAGE = "language"
    SUMMARY = "summary"
    CONTRACT = "contract"
    AGREEMENT = "agreement"
    TYPED = "typed"


class Against(StrEnum):
    """What a text can be compared with."""

    SAME_PARTY = "same_party"
    OTHER_SIDE = "other_side"
    CONTRACT = "contract"


@dataclass(frozen=True, slots=True)
class IssueText:
    """One text on an issue.

    Attributes:
        key: tells texts apart: the record, or a name for a text that was typed in.
        kind: contract language proposed, a summary of it, the contract in force, an agreement.
        name: what to call it: "P3, Employer".
        party, participant_id, side: whose it is; empty and None for an agreement.
        date: when it was passed; None when not known.
        text: the text itself, as recorded.
        record: the item or agreement; None for a text that was typed in.
        formality: how the offer counts; empty for agreements.

    """

    key: str
    kind: TextKind
    name: str
    party: str
    participant_id: int | None
    side: str
    date: FuzzyDate | None
    text: str
    record: Ref | None = None
    formality: str = ""

    @property
    def date_words(self) -> str:
        """Give the date in words; says so when there is none."""
        return "date not recorded" if self.date is None else self.date.describe()

    @property
    def formal(self) -> bool:
        """Say whether this text moves a position; a supposal, or a claim, does not."""
        return not self.formality or Formality(self.formality) in FORMAL

    @property
    def version(self) -> Version:
        """Give it as a written redline names it."""
        notes = [] if self.kind is TextKind.LANGUAGE else [_KIND_WORDS[self.kind]]
        if not self.formal:
            notes.append(label(self.formality))
        when = "" if self.kind is TextKind.TYPED and self.date is None else self.date_words
        return Version(self.name, when, ", ".join(notes))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts to compare, or why there are not two.

    Attributes:
        old, new: the texts; both None when there is no pair.
        against: what `old` is to `new`; None when a person chose the two.
        reason: why there is no pair; empty when there is one.

    """

    old: IssueText | None
    new: IssueText | None
    against: Against | None = None
    reason: str = ""


_KIND_WORDS = {
    TextKind.LANGUAGE: "contract language",
    TextKind.SUMMARY: "summary only",
    TextKind.CONTRACT: "contract in force",
    TextKind.AGREEMENT: "tentative agreement",
    TextKind.TYPED: "typed in",
}


def texts(dossier: Dossier, issue_id: int) -> tuple[IssueText, ...]:
    """List the texts on an issue that can be compared, oldest first, undated before all.

    An item gives its contract language, or its summary where there is none. An item that keeps
    the current language counts as the text of the contract in force, if it quotes it. Drafted
    and signed agreements on the issue count too. Items without any text are left out.

    Raises:
        NotFound: there is no such issue in the dossier.

    """
    if dossier.get("issue", issue_id) is None:
        raise NotFound("This issue is not in the record.", hint="Choose another issue.")
    found: list[tuple[tuple[date, date, int, int], IssueText]] = []
    for item in dossier.where("proposal_item", issue_id=issue_id):
        proposal = dossier.get("proposal", item.proposal_id)
        text = None if proposal is None else _of_item(dossier, proposal, item)
        if proposal is not None and text is not None:
            found.append((_order(proposal.date, proposal.seq_in_day, item.id), text))
    for tie in dossier.where("agreement_issue", issue_id=issue_id):
        agreement = dossier.get("tentative_agreement", tie.agreement_id)
        if agreement is not None and agreement.language.strip():
            order = _order(agreement.reached_on, 0, agreement.id)
            found.append((order, _of_agreement(agreement)))
    return tuple(text for _, text in sorted(found, key=lambda one: one[0]))


def typed(text: str, name: str = "Text typed in", *, contract: bool = False) -> IssueText:
    """Give a pasted text, such as the article of the contract in force, as one to compare."""
    kind = TextKind.CONTRACT if contract else TextKind.TYPED
    return IssueText(f"typed:{name}", kind, name, "", None, "", None, text)


def previous(found: Sequence[IssueText], new: IssueText, against: Against) -> IssueText | None:
    """Give what to compare a text with: the last such text before it; None when there is none.

    A text of the same form (language with language, summary with summary) is preferred. Only
    formal texts are taken: a supposal or a claim is compared when a person picks it.
    """
    keys = [text.key for text in found]
    before = found[: keys.index(new.key)] if new.key in keys else found
    pool = found if against is Against.CONTRACT else before
    fitting = [
        text for text in pool if text.key != new.key and text.formal and _fits(text, new, against)
    ]
    alike = [text for text in fitting if (text.kind is TextKind.SUMMARY) == _is_summary(new)]
    chosen = alike or fitting
    return chosen[-1] if chosen else None


def default_pair(found: Sequence[IssueText], new: IssueText | None = None) -> Pair:
    """Give the pair to show first: the newest text and the same party's text before it.

    Where that party has none before, the other side's last; else the contract in force.

    Args:
        found: the texts of the issue, from `texts`, with those typed in.
        new: the text to start from; the newest formal offer when None.

    """
    if new is None:
        offers = [t for t in found if t.formal and t.participant_id is not None]
        new = offers[-1] if offers else (found[-1] if found else None)
    if new is None:
        return Pair(None, None, reason="No text is recorded on this issue.")
    for against in Against:
        old = previous(found, new, against)
        if old is not None:
            return Pair(old, new, against)
    return Pair(None, new, reason=f"There is no other text on this issue to hold {new.name} to.")


def redline(old: IssueText, new: IssueText) -> Redline:
    """Compare two texts word by word."""
    return redlining.compare(old.text, new.text)


def document(
    dossier: Dossier, issue_id: int, old: IssueText, new: IssueText, *, handling: str = ""
) -> RedlineDocument:
    """Put a redline together for `exchange.writers.redline_docx` or `redline_html`.

    Tracked changes carry the side whose text is the new one, and its day; where that day is not
    known, 1 January 1970, so that the same texts always give the same file.

    Raises:
        NotFound: there is no such issue in the dossier.

    """
    issue = dossier.get("issue", issue_id)
    if issue is None:
        raise NotFound("This issue is not in the record.", hint="Choose another issue.")
    negotiation = dossier.get("negotiation", issue.negotiation_id)
    day = in_force_from(new.date) or date(1970, 1, 1)
    return RedlineDocument(
        title=_title(issue),
        talks="" if negotiation is None else str(negotiation.title),
        old=old.version,
        new=new.version,
        redline=redline(old, new),
        author=new.party or new.name,
        at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
        handling=handling,
        notes=_notes(old, new),
    )


def to_docx(document: RedlineDocument) -> bytes:
    """Write a redline as a Word file with tracked changes."""
    from negotiation_tracker.exchange.writers import redline_docx

    return redline_docx.write(document)


def to_html(document: RedlineDocument, *, side_by_side: bool = False) -> bytes:
    """Write a redline as one web page."""
    from negotiation_tracker.exchange.writers import redline_html

    return redline_html.write(document, side_by_side=side_by_side)


def file_stem(document: RedlineDocument) -> str:
    """Give a name for the file, without its ending: "redline-wages-p1-p3"."""
    words = f"redline {document.title} {document.old.name} {document.new.name}"
    return re.sub(r"\W+", "-", words.casefold()).strip("-")[:80].rstrip("-")


def _of_item(dossier: Dossier, proposal: Record, item: Record) -> IssueText | None:
    text = item_text(dossier, item)
    if not text.strip():
        return None
    kind = TextKind.LANGUAGE if item.language.strip() else TextKind.SUMMARY
    keeps = item.stance == Stance.MAINTAIN_CURRENT or proposal.kind in _CURRENT
    if keeps and kind is TextKind.LANGUAGE:
        kind = TextKind.CONTRACT
    maker = dossier.get("participant", proposal.from_id)
    party = participant_name(dossier, proposal.from_id)
    return IssueText(
        key=f"proposal_item:{item.id}",
        kind=kind,
        name=", ".join(part for part in (str(proposal.code), party) if part),
        party=party,
        participant_id=proposal.from_id,
        side="" if maker is None else str(maker.side),
        date=proposal.date,
        text=text,
        record=ref(item),
        formality=str(proposal.formality),
    )


def item_text(dossier: Dossier, item: Record) -> str:
    """Give the text of an item: its contract language, else its summary with its numbers.

    Without the numbers nobody would see them change.
    """
    if item.language.strip():
        return str(item.language)
    terms = sorted(dossier.where("term", item_id=item.id), key=lambda t: (t.seq, t.id))
    numbers = "; ".join(term_words(term) for term in terms)
    summary = str(item.summary).strip()
    return f"{summary} ({numbers})" if summary and numbers else summary or numbers


def _of_agreement(agreement: Record) -> IssueText:
    return IssueText(
        key=f"tentative_agreement:{agreement.id}",
        kind=TextKind.AGREEMENT,
        name=str(agreement.code),
        party="",
        participant_id=None,
        side="",
        date=agreement.reached_on,
        text=str(agreement.language),
        record=ref(agreement),
    )


def _order(when: FuzzyDate | None, seq: int, key: int) -> tuple[date, date, int, int]:
    first = in_force_from(when)
    if when is None or first is None:
        return (*_LONG_AGO, seq, key)
    return first, when.latest or date.max, seq, key


def _fits(text: IssueText, new: IssueText, against: Against) -> bool:
    if against is Against.CONTRACT:
        return text.kind is TextKind.CONTRACT
    if text.participant_id is None:
        return False
    if against is Against.SAME_PARTY:
        return text.participant_id == new.participant_id
    return text.side != new.side


def _is_summary(text: IssueText) -> bool:
    return text.kind is TextKind.SUMMARY


def _title(issue: Record) -> str:
    return f"{issue.title} ({issue.contract_ref})" if issue.contract_ref else str(issue.title)


def _notes(old: IssueText, new: IssueText) -> tuple[str, ...]:
    if _is_summary(old) and _is_summary(new):
        return ("Summaries are compared; the full texts are not on record.",)
    if _is_summary(old) or _is_summary(new):
        return ("A summary is compared with a full text: much of what differs is only wording.",)
    return ()
