"""What is said: lines of the log, private notes, other wordings, papers, requests, promises."""

from dataclasses import dataclass, replace

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.vocabulary import EntryKind
from negotiation_tracker.rules import line_names as names
from negotiation_tracker.rules import line_times
from negotiation_tracker.rules.line_grammar import TokenKind, leading_time
from negotiation_tracker.rules.line_orders import (
    Commitment,
    Exhibit,
    Fix,
    InformationRequest,
    Note,
    Say,
)
from negotiation_tracker.rules.line_parts import (
    VERBS,
    CannotDo,
    Parts,
    Piece,
    Understood,
    both,
    ends_sentence,
    interval_words,
    is_marks,
    shortened,
    text_of,
    titles,
    with_side,
)
from negotiation_tracker.rules.line_scene import (
    IntervalKind,
    Scene,
    SceneInterval,
    SceneIssue,
    SceneLine,
    ScenePerson,
    SceneSide,
)

_NO_CONTENTS = frozenset(
    {
        EntryKind.CAUCUS_START,
        EntryKind.CAUCUS_END,
        EntryKind.SIDEBAR,
        EntryKind.SIDEBAR_END,
        EntryKind.OFF_RECORD_START,
        EntryKind.OFF_RECORD_END,
    }
)
_OFFER = "the offer stays as it is"
_MADE_MORE: dict[str, str] = {
    EntryKind.PROPOSAL_PASSED: _OFFER,
    EntryKind.SUPPOSAL: _OFFER,
    EntryKind.HOLD: "what became of the offer stays",
    EntryKind.REJECT: "what became of the offer stays",
    EntryKind.WITHDRAW: "what became of the offer stays",
    EntryKind.ARRIVE: "who is at the table stays as it is",
    EntryKind.DEPART: "who is at the table stays as it is",
    EntryKind.COMMITMENT: "what is owed stays as it is",
    EntryKind.INFO_REQUEST: "what is owed stays as it is",
    EntryKind.NEXT_DATE: "the next date stays as it is",
}
"""What a line made beside its words, which another wording does not change."""
_JOINERS = frozenset({"and", "y", "e", "&"})
_VERBS_AFTER_ISSUES = VERBS | {"are", "were", "and", "or", "y", "e", "o", "at", "es", "son", "not"}


@dataclass(frozen=True, slots=True)
class Who:
    """Who is named at the head of a line, and what it is about."""

    people: tuple[ScenePerson, ...]
    issues: tuple[SceneIssue, ...]


def plain(parts: Parts) -> Understood:
    """Read a line without a command: into the log, or to the private notes while those hold."""
    parts.take_side(plain=True)
    parts.take_speaker()
    parts.resolve()
    scene = parts.scene
    if scene.room is not None and scene.room.participant_id is not None:
        return _note(parts, f"Note in {scene.room.said}")
    held = scene.private()
    if held is not None:
        return _note(parts, f"Private note ({_because(held, scene)})")
    said = _say(parts)
    if parts.side is None and names.side(said.text, scene) is not None:
        parts.kept.append(f"“{said.text}” stays text: a side counts when more words follow.")
    return Understood(said, _said_words(said, scene))


def note(parts: Parts) -> Understood:
    """Read /note: a side counts only with a colon, since a note is free text."""
    parts.take_side(plain=True, colon=True)
    parts.resolve()
    room = parts.scene.room
    in_room = room is not None and room.participant_id is not None
    return _note(parts, f"Note in {room.said}" if room and in_room else "Private note")


def fix(parts: Parts) -> Understood:
    """Read /fix: the line by its number, or the last one, and how it should read."""
    line = _line_of(parts, "/fix 12 the right words")
    if len(parts.tokens) == 1 and leading_time(parts.tokens[0].text) is not None:
        time = parts.tokens[0].text
        raise CannotDo(f"Is it when it happened? Then type /time {line.number} {time}.")
    if line.kind in _NO_CONTENTS and not parts.scene.locked:
        raise CannotDo(
            f"Line {line.number} only says that something began or ended; the shared log holds no "
            f"contents of it. Type /time {line.number} 14:05 for its time, or /note and the words; "
            "if it is wrong, undo it or delete it."
        )
    parts.take_side(plain=True)
    parts.take_speaker()
    parts.resolve()
    said = _say(parts)
    scene = parts.scene
    becomes = "is corrected to" if scene.locked else "becomes"
    words = f"Line {line.number} (“{shortened(line.text)}”) {becomes}: "
    words += _bare_words(said, scene)
    if line.kind in _MADE_MORE:
        words += f". Only the words of the line {'are corrected' if scene.locked else 'change'}: "
        words += _MADE_MORE[line.kind]
    return Understood(Fix(line.entry_id, line.number, said), words)


def exhibit(parts: Parts) -> Understood:
    """Read /exhibit: a title, in quotation marks or not, and the side before or behind it."""
    parts.take_side(plain=False)
    if parts.side is None and len(parts.tokens) > 1:
        before = parts.tokens[:-1]
        if before[-1].kind is not TokenKind.WORD:
            parts.tokens = parts.tokens[-1:]
            parts.take_side(plain=False)
            parts.tokens = before + parts.tokens
    parts.resolve()
    issue_ids = parts.issues()
    head = _take_head(parts)
    pieces = _without_tags(parts.pieces)
    speaker = head.people[0] if head.people else None
    if speaker is None and len(pieces) > 1 and pieces[-1].person is not None:
        speaker = pieces.pop().person
    words = [p for p in pieces if not p.marks and not is_marks(p)]
    quotes = [p for p in pieces if p.marks]
    title = quotes[0].text.strip() if len(quotes) == 1 and not words else text_of(pieces)
    if not title:
        raise CannotDo('What was handed out? Type /exhibit "Salary table" e.')
    side = _side_key(parts.side, speaker)
    order = Exhibit(title, side, speaker.person_id if speaker else None, issue_ids)
    whose = f" from {_who(side, speaker, parts.scene)}" if side or speaker else ""
    words_on = _on(order.issue_ids, parts.scene)
    return Understood(order, f"Exhibit{whose}: “{shortened(title)}”{words_on}")


def ask(parts: Parts) -> Understood:
    """Read /ask: the side that asks, what for, and by when."""
    text, by, speaker, due, issue_ids = _owed(
        parts, "Who asks, and for what? Type /ask u list of vacancies by friday."
    )
    of = parts.scene.opposite(by.participant_id)
    order = InformationRequest(
        text, by.participant_id, of.participant_id if of else None, due, issue_ids, speaker
    )
    whom = f" {of.name}" if of else ""
    words = f"{by.name} asks{whom} for: {shortened(text)}{_due_words(due, parts.scene)}"
    return Understood(order, words)


def promise(parts: Parts) -> Understood:
    """Read /promise: the side that commits itself, to what, and by when."""
    text, by, speaker, due, issue_ids = _owed(
        parts, "Who promises, and what? Type /promise e per-school list by 3/27."
    )
    to = parts.scene.opposite(by.participant_id)
    order = Commitment(
        text, by.participant_id, to.participant_id if to else None, due, issue_ids, speaker
    )
    whom = f" {to.name}" if to else ""
    words = f"{by.name} promises{whom}: {shortened(text)}{_due_words(due, parts.scene)}"
    return Understood(order, words)


# -- the words of a line --


def _say(parts: Parts) -> Say:
    head = _take_head(parts)
    people, issues = list(head.people), list(head.issues)
    people += [p.person for p in parts.pieces if p.person is not None]
    issues += [p.issue for p in parts.pieces if p.issue is not None]
    speaker = head.people[0] if head.people else None
    pieces = _without_tags(parts.pieces)
    quotes = [p for p in pieces if p.marks]
    rest = [p for p in pieces if not p.marks and not is_marks(p)]
    verbatim = (
        len(quotes) == 1 and all(p.person is not None for p in rest) and pieces[0].marks != ""
    )
    if verbatim and rest and speaker is None:
        speaker = rest[0].person
    verbatim = verbatim and (not rest or [p.person for p in rest] == [speaker])
    text = quotes[0].text.strip() if verbatim else text_of(pieces)
    if len(head.people) > 1 and text:
        verbatim, text = False, f"with {both([p.name for p in head.people[1:]])}: {text_of(pieces)}"
    if not text:
        raise CannotDo("Type what was said or done after the names.")
    return Say(
        text,
        EntryKind.QUESTION if text.endswith("?") else EntryKind.STATEMENT,
        _side_key(parts.side, speaker),
        speaker.person_id if speaker else None,
        tuple(dict.fromkeys(p.person_id for p in people)),
        _keys(tuple(issues)),
        verbatim,
        tuple(p.text.strip() for p in quotes),
    )


def _take_head(parts: Parts) -> Who:
    """Take the names that stand before the words off, with the marks between them.

    "#wages are too low" keeps its first word, since a sentence begins with it.
    """
    count, pieces = 0, parts.pieces
    for place, piece in enumerate(pieces):
        following = pieces[place + 1] if place + 1 < len(pieces) else None
        is_name = piece.person is not None and piece.text == piece.person.name
        is_tag = piece.issue is not None and not (following and _goes_on(following))
        joins = count > 0 and piece.text.casefold() in _JOINERS and following is not None
        if joins and pieces[place - 1].person is not None and following and following.person:
            continue
        if not (is_name or is_tag or (count and is_marks(piece))):
            break
        count = place + 1
    head, parts.pieces = pieces[:count], pieces[count:]
    if parts.pieces:
        parts.pieces[0] = replace(parts.pieces[0], glued=False)
    return Who(
        tuple(p.person for p in head if p.person is not None),
        tuple(p.issue for p in head if p.issue is not None),
    )


def _goes_on(piece: Piece) -> bool:
    """Say whether a word goes on with the sentence that an issue began."""
    return piece.text.casefold() in _VERBS_AFTER_ISSUES or (piece.glued and not is_marks(piece))


def _without_tags(pieces: list[Piece]) -> list[Piece]:
    """Leave out issues that stand behind the end of a sentence: they are marks, not words."""
    end = len(pieces)
    while end > 1 and pieces[end - 1].issue is not None:
        end -= 1
    return pieces[:end] if end and ends_sentence(pieces[end - 1]) else pieces


def _note(parts: Parts, called: str) -> Understood:
    people, issues = parts.people(), parts.issues()
    head = _take_head(parts)
    words = parts.text()
    if not words:
        raise CannotDo("Type the note after the names.")
    before = [with_side(p, parts.scene) for p in head.people]
    if parts.side is not None and not before:
        before = [parts.side.name]
    about = [i.title for i in head.issues]
    text = ": ".join(filter(None, (", ".join(before), ", ".join(about), words)))
    side = parts.side.participant_id if parts.side else None
    return Understood(
        Note(text, side, people, issues), f"{called}: {shortened(text)}", private=True
    )


def _line_of(parts: Parts, example: str) -> SceneLine:
    """Take the number of a line off, if there is one; else give the last line."""
    lines = parts.scene.lines
    if not lines:
        raise CannotDo("There is no line yet.")
    first = parts.tokens[0] if parts.tokens else None
    if first is None:
        raise CannotDo(
            f"Type the new words, with the number of the line if not the last: {example}."
        )
    number = first.text.rstrip(":.")
    if first.kind is TokenKind.WORD and number.isdecimal():
        found = next((one for one in lines if one.number == int(number)), None)
        if found is not None and len(parts.tokens) == 1:
            raise CannotDo(f"How should line {number} read? Type /fix {number} and the words.")
        if found is not None:
            del parts.tokens[0]
            return found
        parts.kept.append(f"“{first.text}” stays text: there is no line {number}.")
    return lines[-1]


def _owed(
    parts: Parts, usage: str
) -> tuple[str, SceneSide, int | None, FuzzyDate | None, tuple[int, ...]]:
    parts.take_side(plain=False)
    parts.resolve()
    issue_ids = parts.issues()
    head = _take_head(parts)
    speaker = head.people[0] if head.people else None
    by = parts.side or (parts.scene.side(speaker.participant_id) if speaker else None)
    text, due = line_times.split_due(text_of(_without_tags(parts.pieces)), parts.scene.day)
    if by is None or not text:
        raise CannotDo(usage)
    return text, by, speaker.person_id if speaker else None, due, issue_ids


def _due_words(due: FuzzyDate | None, scene: Scene) -> str:
    if due is None:
        return " (no date)"
    past = due.latest is not None and due.latest < scene.day
    return f", by {due.describe()}{' (which is past)' if past else ''}"


# -- the sentence under the line --


def _said_words(said: Say, scene: Scene) -> str:
    words = _bare_words(said, scene)
    return words if said.participant_id or said.speaker_id else f"Log: {words}"


def _bare_words(said: Say, scene: Scene) -> str:
    speaker = next((p for p in scene.people if p.person_id == said.speaker_id), None)
    on = _on(said.issue_ids, scene)
    text = shortened(said.text)
    shown = f"“{text}”" if said.verbatim else text
    exactly = ", word for word" if said.verbatim else ""
    if speaker is None and said.participant_id is None:
        about = f"{on}{exactly}".strip(" ,")
        return f"{about}: {shown}" if about else shown
    verb = " asks" if said.kind is EntryKind.QUESTION else ""
    return f"{_who(said.participant_id, speaker, scene)}{verb}{on}{exactly}: {shown}"


def _who(side_id: int | None, speaker: ScenePerson | None, scene: Scene) -> str:
    if speaker is None:
        return scene.side_name(side_id)
    name = with_side(speaker, scene)
    other = side_id is not None and side_id != speaker.participant_id
    return f"{name} for {scene.side_name(side_id)}" if other else name


def _because(held: SceneInterval, scene: Scene) -> str:
    words = interval_words(held, scene)
    off = held.kind is IntervalKind.OFF_RECORD
    return words.replace("off-record stretch", "off the record") if off else words


def _on(issue_ids: tuple[int, ...], scene: Scene) -> str:
    return f" on {titles(scene, issue_ids)}" if issue_ids else ""


def _side_key(side: SceneSide | None, speaker: ScenePerson | None) -> int | None:
    if side is not None:
        return side.participant_id
    return speaker.participant_id if speaker is not None else None


def _keys(issues: tuple[SceneIssue, ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(i.issue_id for i in issues))
