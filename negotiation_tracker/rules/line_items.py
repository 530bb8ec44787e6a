"""What an offer says on each issue: which words belong to which issue, and which are numbers."""

import re
from dataclasses import dataclass, field
from typing import Final

from negotiation_tracker.model.vocabulary import IssueCategory, Measure, Stance, Stated, label
from negotiation_tracker.rules.line_grammar import TokenKind
from negotiation_tracker.rules.line_orders import OfferItem
from negotiation_tracker.rules.line_parts import (
    CannotDo,
    Parts,
    Piece,
    both,
    shortened,
    text_of,
)
from negotiation_tracker.rules.line_scene import Scene, SceneIssue, SceneOffer, name_words
from negotiation_tracker.rules.term_text import TermText, read_terms

_UNCLEAR: Final = (
    "It is not clear what is said on which issue. Part them with “;”: #wages 5%; #hours sq. "
    "An issue that is only mentioned goes without #."
)
_LONGEST_TERMS: Final = 400
_MOST_TITLE_WORDS: Final = 6
_JOINING: Final = frozenset({"and", "y", "plus"})
_TO: Final = frozenset({"to", "at"})
_NUMBER: Final = re.compile(r"[$€£+-]?[0-9.]")
_EDGES: Final = _JOINING | _TO | {"on", "for", "in", "with", "en", "sobre"}
_GOES_ON: Final = frozenset(
    {
        "over",
        "for",
        "in",
        "effective",
        "eff",
        "from",
        "starting",
        "across",
        "with",
        "by",
        "per",
        "if",
    }
)
_HANGS: Final = _GOES_ON | {"unless", "when", "of", "on", "than", "si"}
_OWN_JOIN: Final = _GOES_ON | _TO | {"of", "on", "than", "until", "upon"}
_CONDITION: Final = re.compile(
    r"(?:^|[\s,]+)(?:(?:but )?(?:only )?(?:if|provided that|provided)\s+"
    r"|(?=(?:unless|contingent on|conditional on)\s))(?=\S)",
    re.IGNORECASE,
)
_NEED_UNIT: Final = frozenset({IssueCategory.WAGES.value, IssueCategory.BENEFITS.value})
_RULE: Final = re.compile(r"[,:=.+&/|–—-]+")
_STATUS_QUO: Final = re.compile(
    r"(?:sq|status[ -]quo|current(?: (?:language|contract))?|no change|unchanged)\b[ .,:]*",
    re.IGNORECASE,
)
_BONUSES: Final = frozenset({Measure.BONUS_FLAT, Measure.BONUS_PCT})


@dataclass(slots=True)
class _Draft:
    """What was typed on one issue so far."""

    issue: SceneIssue | None
    new_issue: str = ""
    texts: list[str] = field(default_factory=list)


def read_items(parts: Parts, countered: list[SceneOffer]) -> tuple[OfferItem, ...]:
    """Read what is said on each issue; pieces are parted by ";" or each begins with its issue.

    Raises:
        CannotDo: no issue is named, or it is not clear what is said on which.

    """
    drafts: list[_Draft] = []
    for segment in _segments(parts.pieces):
        draft = _draft_of(segment, parts, countered, drafts)
        known = next((d for d in drafts if _same_issue(d, draft)), None)
        if known is None:
            drafts.append(draft)
        else:
            known.texts += draft.texts
    if not drafts:
        raise CannotDo("On which issue, and what? Type #issue and the terms, as in #wages 5%.")
    return tuple(_item(draft, parts) for draft in drafts)


def take_bare_issues(parts: Parts) -> tuple[SceneIssue, ...]:
    """Take issues written without "#" off the beginning, by their whole titles or codes."""
    taken: list[SceneIssue] = []
    while True:
        start = 1 if taken and parts.pieces and _is(parts.pieces[0], _JOINING) else 0
        named = _leading_issue(parts.pieces[start:], parts.scene)
        if named is None:
            return tuple(taken)
        taken.append(named[0])
        del parts.pieces[: start + named[1]]


def _leading_issue(pieces: list[Piece], scene: Scene) -> tuple[SceneIssue, int] | None:
    words: tuple[str, ...] = ()
    found = None
    for count, piece in enumerate(pieces[:_MOST_TITLE_WORDS], start=1):
        if not piece.is_word:
            break
        words += name_words(piece.text)
        if not all(word.isdecimal() for word in words):
            whole = [i for i in scene.issues if words in i.words]
            found = (whole[0], count) if len(whole) == 1 else found
    return found


def _same_issue(one: _Draft, other: _Draft) -> bool:
    if one.issue is None or other.issue is None:
        return one.issue is other.issue and one.new_issue.casefold() == other.new_issue.casefold()
    return one.issue.issue_id == other.issue.issue_id


def _segments(pieces: list[Piece]) -> list[list[Piece]]:
    found: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.kind is TokenKind.SEPARATOR:
            found.append([])
        else:
            found[-1].append(piece)
    return [
        part
        for segment in map(_trimmed, found)
        if segment
        for part in map(_trimmed, _by_issue(segment))
    ]


def _by_issue(segment: list[Piece]) -> list[list[Piece]]:
    """Part a segment with several issues, when all of them stand first or all of them last."""
    places = [n for n, p in enumerate(segment) if p.issue is not None or p.new_issue]
    if len(places) < 2:
        return [segment]
    if len({len(part) > 1 for part in _said_apart(segment, places)}) > 1:
        raise CannotDo(_UNCLEAR)
    ends = [*places[1:], len(segment)]
    hangs = any(_is(segment[end - 1], _HANGS) for end in ends[:-1])
    if places[0] == 0 and not hangs:
        return _said_apart(segment, places)
    goes_on = any(_is(segment[place + 1], _GOES_ON) for place in places[:-1])
    if places[-1] == len(segment) - 1 and not goes_on:
        return _said_apart(segment, places)
    raise CannotDo(_UNCLEAR)


def _said_apart(segment: list[Piece], places: list[int]) -> list[list[Piece]]:
    """Give each issue with what is said on it, whether the issues stand first or last."""
    if places[0] == 0:
        ends = [*places[1:], len(segment)]
        found = [segment[start:end] for start, end in zip(places, ends, strict=True)]
    else:
        starts = [0, *(place + 1 for place in places[:-1])]
        found = [segment[start : end + 1] for start, end in zip(starts, places, strict=True)]
    return [_trimmed(part) for part in found]


def _draft_of(
    segment: list[Piece], parts: Parts, countered: list[SceneOffer], before: list[_Draft]
) -> _Draft:
    place = next((n for n, p in enumerate(segment) if p.issue is not None or p.new_issue), None)
    if place is not None:
        text = text_of(_trimmed([*_without_edge(segment[:place]), *segment[place + 1 :]]))
        return _Draft(segment[place].issue, segment[place].new_issue, [text] if text else [])
    text = text_of(segment)
    unknown = next((p for p in segment if p.text.startswith("#") and p.is_word), None)
    if unknown is not None:
        name = unknown.text.removeprefix("#").removeprefix("+")
        why = parts.why_not_found(unknown.text)
        raise CannotDo(f"{why} Type #+{name} to add it as a new issue.")
    named = _issue_in_words(segment, parts.scene, first=bool(before))
    if before and named is None:
        return _Draft(before[-1].issue, before[-1].new_issue, [text])
    if named is not None:
        return named
    only = {issue_id for o in countered for issue_id in o.issue_ids}
    answered = parts.scene.issue(next(iter(only))) if len(only) == 1 else None
    if answered is not None:
        return _Draft(answered, "", [text])
    raise CannotDo(f"On which issue is “{shortened(text)}”? Type # and the issue, as in #wages 5%.")


def _issue_in_words(segment: list[Piece], scene: Scene, *, first: bool) -> _Draft | None:
    """Find an issue written without "#", by its whole title or code: "23% wages".

    Where the words could also go on about the issue before, only at their beginning.
    """
    words = [name_words(p.text) for p in segment]
    places: dict[tuple[str, ...], tuple[int, int]] = {}
    for start in range(1 if first else len(words)):
        for end in range(start + 1, min(len(words), start + _MOST_TITLE_WORDS) + 1):
            said = tuple(word for part in words[start:end] for word in part)
            places.setdefault(said, (start, end))
    for issue in scene.issues:
        for own in issue.words:
            if own in places and not all(word.isdecimal() for word in own):
                start, end = places[own]
                rest = _trimmed([*_without_edge(segment[:start]), *segment[end:]])
                return _Draft(issue, "", [text_of(rest)] if rest else [])
    return None


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    """Leave out joining words and marks at both ends, and "to" or "at" before a number."""
    start, end = 0, len(pieces)
    while start < end and (_is(pieces[start], _JOINING) or _is_rule(pieces[start])):
        start += 1
    while start < end and (_is(pieces[end - 1], _JOINING) or _is_rule(pieces[end - 1])):
        end -= 1
    following = pieces[start + 1] if start + 1 < end else None
    if following is not None and _is(pieces[start], _TO) and _NUMBER.match(following.text):
        start += 1
    return pieces[start:end]


def _without_edge(pieces: list[Piece]) -> list[Piece]:
    return pieces[:-1] if pieces and _is(pieces[-1], _EDGES) else pieces


def _is(piece: Piece, words: frozenset[str]) -> bool:
    return piece.is_word and piece.text.strip(",:").casefold() in words


def _is_rule(piece: Piece) -> bool:
    """Say whether a piece only parts others; a mark such as "≥" belongs to its number."""
    return piece.is_word and _RULE.fullmatch(piece.text) is not None


def _item(draft: _Draft, parts: Parts) -> OfferItem:
    text = "; ".join(draft.texts).strip(" ,:=")
    words, condition = _split_condition(text)
    stance, words = split_stance(words)
    category = draft.issue.category if draft.issue else ""
    read = read_terms(words, category) if len(words) <= _LONGEST_TERMS else []
    numbers = tuple(t for t in read if t.is_number)
    said = "; ".join(t.typed for t in read if not t.is_number) if read else words
    if any(c.isdigit() for c in said):
        parts.kept.append(f"“{shortened(said)}” is kept as words, not as a number.")
    for term in numbers:
        if category in _NEED_UNIT and term.quantity is not None and term.quantity.unit == "count":
            parts.kept.append(f"“{term.value}” has no unit; add % or $ if one is meant.")
    issue_id = draft.issue.issue_id if draft.issue else None
    return OfferItem(issue_id, draft.new_issue, text, numbers, said, stance, condition)


def split_stance(text: str) -> tuple[Stance | None, str]:
    """Take "sq" or "status quo" off the beginning: to keep what there is is a position."""
    current = _STATUS_QUO.match(text)
    return (Stance.MAINTAIN_CURRENT, text[current.end() :].strip()) if current else (None, text)


def terms_of(item: OfferItem) -> str:
    """Give what was typed on an issue, without its condition."""
    return _split_condition(item.text)[0] if item.condition else item.text


def _split_condition(text: str) -> tuple[str, str]:
    """Part "5% if the board agrees"; exact words in quotation marks are left whole."""
    found = None if any(mark in text for mark in '"“«‘') else _CONDITION.search(text)
    if found is None:
        return text, ""
    return text[: found.start()].strip(), text[found.end() :].strip()


def items_words(items: tuple[OfferItem, ...], scene: Scene) -> str:
    """Say what an offer says on all its issues."""
    return "; ".join(_item_words(item, scene) for item in items)


def _item_words(item: OfferItem, scene: Scene) -> str:
    issue = scene.issue(item.issue_id) if item.issue_id is not None else None
    on = issue.title if issue else f"a new issue, {item.new_issue}"
    said = [number_words(n) for n in item.numbers]
    if item.stance is Stance.MAINTAIN_CURRENT:
        said.insert(0, "to keep the current language")
    if item.summary:
        quoted = item.summary[0] in '"“«‘'
        said.append(item.summary if quoted else f"“{shortened(item.summary)}”")
    words = f"{both(said or ['(terms not typed)'])} on {on}"
    if not item.condition:
        return words
    own_word = item.condition.startswith(("unless", "contingent", "conditional"))
    return f"{words}, {'' if own_word else 'only if '}“{shortened(item.condition)}”"


def number_words(term: TermText) -> str:
    """Say a number with all that was read with it: "23% over 5 years, on schedule"."""
    words = term.quantity.describe() if term.quantity is not None else term.typed
    if term.measure in _BONUSES:
        words = f"a bonus of {words}"
    if term.horizon_years:
        words += f" over {term.horizon_years} year{'' if term.horizon_years == '1' else 's'}"
    if term.leftover:
        joined = term.leftover.split()[0].casefold() in _OWN_JOIN
        words += f"{'' if joined else ' for'} “{term.leftover}”"
    if term.basis:
        words += f", {label(term.basis)}"
    if term.compounding:
        words += ", compounding" if term.compounding == Stated.YES else ", not compounding"
    if not term.effective_on:
        return words
    return f"{words}{',' if term.basis or term.compounding else ''} effective {term.effective_on}"
