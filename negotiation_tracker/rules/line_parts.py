"""The pieces of a line, found in its scene: who is named, on which issue, by which side.

What cannot be found stays text and is said; nothing is ever taken for somebody it may not be.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from negotiation_tracker.rules import line_names as names
from negotiation_tracker.rules.line_grammar import Token, TokenKind
from negotiation_tracker.rules.line_orders import Order
from negotiation_tracker.rules.line_scene import (
    IntervalKind,
    Scene,
    SceneInterval,
    SceneIssue,
    SceneOffer,
    ScenePerson,
    SceneSide,
    name_words,
)

_MOST_NAME_WORDS: Final = 8
_MOST_SIDE_WORDS: Final = 4
_MOST_SPEAKER_WORDS: Final = 6
VERBS: Final = frozenset(
    {"will", "may", "can", "might", "must", "could", "would", "should", "shall", "do", "does",
     "did", "has", "had", "have", "is", "was", "says", "said", "asks"}
)  # fmt: skip
"""Words that go on after a name, never as part of it, when the name is clear without them."""
CALLED: Final = {
    IntervalKind.CAUCUS: "caucus",
    IntervalKind.BREAK: "break",
    IntervalKind.SIDEBAR: "sidebar",
    IntervalKind.OFF_RECORD: "off-record stretch",
}
"""Words for the stretches of a session."""
_MARKS_ONLY: Final = re.compile(r"[^\w$€£%]+")
_POSSESSIVE: Final = re.compile(r"['’]s$")
_TAIL: Final = re.compile(r"[^\w)]+$")
_SIDE_FORM: Final = re.compile(r"(\()?(\[)?([^()\[\]:,]+)(?(1)\))(?(2)\])(:?)")
_SENTENCE_END: Final = re.compile(r"[.!?…;:,”»\"—)]$")
_OPENING_MARK: Final = re.compile(r"(?:^|[\s(])([\"“«‘])")
_LONGEST_SAID: Final = 160


class SpanRole(StrEnum):
    """What a part of the typed line was read as, for colouring it."""

    TIME = "time"
    COMMAND = "command"
    SIDE = "side"
    PERSON = "person"
    ISSUE = "issue"
    QUOTE = "quote"
    PROPOSAL = "proposal"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the typed text, by offsets, and what it was read as."""

    start: int
    end: int
    role: SpanRole


@dataclass(frozen=True, slots=True)
class Understood:
    """An order with the sentence that says it, and whether it goes to the private notes."""

    order: Order
    sentence: str
    private: bool = False


class CannotDo(Exception):
    """A line that cannot be carried out; the message says why and what to type."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A token with what it means in the scene; `text` is how it reads in a sentence."""

    text: str
    kind: TokenKind
    glued: bool = False
    person: ScenePerson | None = None
    issue: SceneIssue | None = None
    new_issue: str = ""
    marks: str = ""
    start: int = 0
    end: int = 0

    @property
    def is_word(self) -> bool:
        """Whether it is plain text, a name that nobody has included."""
        return self.kind is TokenKind.WORD

    @property
    def is_reference(self) -> bool:
        """Whether it names somebody or something of the scene, or a new issue."""
        return self.person is not None or self.issue is not None or bool(self.new_issue)

    def shown(self) -> str:
        """Give it as text, with quotation marks where it had some."""
        return f"{self.marks[0]}{self.text}{self.marks[1]}" if self.marks else self.text


@dataclass(slots=True)
class Parts:
    """What is left of a line while it is read, and what was noticed on the way.

    Attributes:
        scene: what may be named.
        tokens: what has not been read yet, by its form.
        pieces: the same found in the scene, after `resolve`.
        side: the side said, or None.
        kept: a sentence for each part that stays text.
        spans: what was recognised where.

    """

    scene: Scene
    tokens: list[Token]
    pieces: list[Piece] = field(default_factory=list)
    side: SceneSide | None = None
    kept: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)

    # -- sides, before anything else is looked up --

    def take_side(self, *, plain: bool, colon: bool = False) -> None:
        """Take a side off the beginning, if one is there.

        Args:
            colon: whether a colon must follow, since what comes is free text.
            plain: whether the line has no command. Then a letter other than u and e, and a word
                such as "union", count only with a colon; a name without one stays in the text;
                and nothing counts unless more words follow.

        """
        for count in range(min(_MOST_SIDE_WORDS, len(self.tokens)), 0, -1):
            taken = self.tokens[:count]
            if any(t.kind is not TokenKind.WORD for t in taken):
                continue
            found = self._side_in(" ".join(t.text for t in taken), plain=plain)
            if found is None or (plain and len(self.tokens) == count):
                continue
            if colon and not found[1]:
                continue
            if self._names_two(found, count, plain=plain):
                return
            self.side = found[0]
            self.spans.append(Span(taken[0].start, taken[-1].end, SpanRole.SIDE))
            if not plain or found[1] or found[2]:
                del self.tokens[:count]
            if plain and len(self.tokens) > 1 and self.tokens[0].text in ("-", "–", "—"):
                del self.tokens[0]
            return

    def take_speaker(self) -> None:
        """Read "Pat Example: no", as minutes are typed, like "@Pat Example no".

        Only whole words of a name that can be nobody else's count, so "will: …" of a new person
        stays text.
        """
        for count, token in enumerate(self.tokens[:_MOST_SPEAKER_WORDS], start=1):
            if token.kind is not TokenKind.WORD:
                return
            if not token.text.endswith(":"):
                continue
            taken = self.tokens[:count]
            said = " ".join(t.text for t in taken).rstrip(":")
            side = self.side.participant_id if self.side else None
            found = names.person(name_words(said), self.scene, side)
            if len(found) == 1 and len(self.tokens) > count:
                how = names.fit(name_words(said), found[0].words)
                if how in (names.WHOLE, names.WORDS):
                    name = ".".join(name_words(found[0].name))
                    start, end = taken[0].start, token.end - 1
                    speaker = Token(TokenKind.PERSON, name, start=start, end=end)
                    self.tokens[:count] = [speaker]
            return

    def _side_in(self, typed: str, *, plain: bool) -> tuple[SceneSide, bool, bool] | None:
        """Give the side, whether it has a colon, and whether it is a bare u or e."""
        form = _SIDE_FORM.fullmatch(typed)
        found = names.side(form[3], self.scene) if form else None
        if form is None or found is None:
            return None
        colon = bool(form[4])
        letter = len(form[3]) == 1
        table_letter = letter and form[3].casefold() in ("u", "e")
        if plain and not colon:
            whole = name_words(form[3]) in found.words
            if letter and not table_letter:
                return None
            if not letter and not whole:
                return None
        return found, colon, table_letter

    def _names_two(self, found: tuple[SceneSide, bool, bool], count: int, *, plain: bool) -> bool:
        """Say whether "LAUSD and UTLA agree" follows: then it is about both, and no side."""
        if not plain or found[1] or len(self.tokens) <= count:
            return False
        following = self.tokens[count]
        if found[2]:
            after = self.tokens[count + 1].text if len(self.tokens) > count + 1 else ""
            joins = following.text.casefold() in ("and", "y", "&", "/", ",", "+")
            return joins and names.side(after, self.scene) is not None
        return following.glued or following.text.casefold() in ("and", "y", "e", "&", "/", ",", "+")

    # -- people and issues --

    def resolve(self) -> None:
        """Find every "@" and "#" in the scene; what is not found stays a word as typed."""
        place = 0
        while place < len(self.tokens):
            token = self.tokens[place]
            place += 1
            if token.kind is TokenKind.PERSON:
                place += self._person(token, self.tokens[place : place + _MOST_NAME_WORDS])
            elif token.kind is TokenKind.ISSUE:
                place += self._issue(token, self.tokens[place : place + _MOST_NAME_WORDS])
            else:
                self._plain(token)
        self.tokens = []

    def _plain(self, token: Token) -> None:
        if token.kind is TokenKind.QUOTE:
            self.spans.append(Span(token.start, token.end, SpanRole.QUOTE))
        elif token.kind is TokenKind.WORD and (mark := _OPENING_MARK.search(token.text)):
            self.kept.append(f"The quotation mark {mark[1]} is not closed and stays text.")
        self.pieces.append(_piece(token, token.text))

    def _person(self, token: Token, after: Sequence[Token]) -> int:
        own = self.side.participant_id if self.side else None
        query, owned = name_words(token.text), ""
        found = names.person(query, self.scene, own)
        if not found and (possessive := _POSSESSIVE.search(token.text)):
            owned = possessive[0]
            query = name_words(token.text[: possessive.start()])
            found = names.person(query, self.scene, own)
        best, used = found, 0
        if not owned:
            best, used = self._longer_name(query, found, after, own)
        if len(best) == 1:
            last = after[used - 1] if used else token
            self._found(token, last, person=best[0], text=best[0].name + owned)
            return used
        self._unknown(token, [with_side(p, self.scene) for p in best], "person")
        return 0

    def _longer_name(
        self,
        query: tuple[str, ...],
        found: tuple[ScenePerson, ...],
        after: Sequence[Token],
        own: int | None,
    ) -> tuple[tuple[ScenePerson, ...], int]:
        """Go on with a name written with spaces, as "@Pat Example"; give it and its tokens."""
        best, used = found, 0
        known = list(names.candidates(query, self.scene.people))
        words: tuple[str, ...] = ()
        for count, one in enumerate(after, start=1):
            said = name_words(one.text)
            if one.kind is not TokenKind.WORD or (len(found) == 1 and one.text in VERBS):
                break
            words += said
            fitting = [p for p in known if said and names.completes(query, words, p.words)]
            if fitting:
                best, used = names.preferred(fitting, own), count
            if said and _TAIL.search(one.text):
                break
        return best, used

    def _issue(self, token: Token, after: Sequence[Token]) -> int:
        if token.text.startswith("+"):
            self._new_issue(token)
            return 0
        query = name_words(token.text)
        found = names.issue(query, self.scene)
        used = 0
        words = query
        for count, one in enumerate(after, start=1):
            if one.kind is not TokenKind.WORD:
                break
            words += name_words(one.text)
            whole = tuple(i for i in self.scene.issues if words in i.words)
            if len(whole) == 1:
                found, used = whole, count
            if _TAIL.search(one.text) and name_words(one.text):
                break
        last = after[used - 1] if used else token
        if len(found) == 1:
            said = " ".join([_spaced(token.text), *(_bare(t.text) for t in after[:used])])
            self._found(token, last, issue=found[0], text=said)
            return used
        self._unknown(token, [i.title for i in found], "issue")
        return 0

    def _new_issue(self, token: Token) -> None:
        title = _spaced(token.text[1:])
        known = names.find(name_words(title), self.scene.issues)
        if len(known) == 1 and name_words(title) in known[0].words:
            self._found(token, token, issue=known[0], text=title)
            return
        piece = _piece(token, title)
        self.pieces.append(replace(piece, new_issue=title[:1].upper() + title[1:]))
        self.spans.append(Span(token.start, token.end, SpanRole.ISSUE))

    def _found(
        self,
        token: Token,
        last: Token,
        *,
        text: str,
        person: ScenePerson | None = None,
        issue: SceneIssue | None = None,
    ) -> None:
        tail = _TAIL.search(last.text) if last is not token else None
        end = last.end - (len(tail[0]) if tail else 0)
        piece = _piece(token, text)
        self.pieces.append(replace(piece, person=person, issue=issue, end=end))
        role = SpanRole.PERSON if person else SpanRole.ISSUE
        self.spans.append(Span(token.start, end, role))
        if tail:
            self.pieces.append(Piece(tail[0], TokenKind.WORD, True, start=end, end=last.end))

    def _unknown(self, token: Token, candidates: list[str], what: str) -> None:
        typed = token.typed()
        self.spans.append(Span(token.start, token.end, SpanRole.UNKNOWN))
        if candidates:
            some = ", ".join(candidates[:6]) + (" and others" if len(candidates) > 6 else "")
            self.kept.append(f"“{typed}” stays text: it may mean {some}.")
        else:
            close = self._nearest(token.text, what)
            hint = f" Did you mean {either(close)}?" if close else ""
            nobody = "nobody here has that name" if what == "person" else "there is no such issue"
            self.kept.append(f"“{typed}” stays text: {nobody}.{hint}")
        self.pieces.append(_piece(token, typed, kind=TokenKind.WORD))

    def _nearest(self, typed: str, what: str) -> tuple[str, ...]:
        wanted = " ".join(name_words(typed))
        starts = [f" {letter}" for letter in wanted[:2]]
        if what == "person":
            near = [p for p in self.scene.people if any(s in p.spelled for s in starts)]
            return names.nearest(
                wanted, ((w, p.name) for p in near for own in p.words for w in own)
            )
        return names.nearest(
            wanted,
            (
                (w, i.title)
                for i in self.scene.issues
                if any(s in i.spelled for s in starts)
                for own in i.words
                for w in (*own, " ".join(own))
            ),
        )

    # -- taking pieces --

    def take_offers(self, *, bare_numbers: bool = True) -> list[SceneOffer]:
        """Take the proposals named at the beginning off, such as "P2" or "2, 3"."""
        taken: list[SceneOffer] = []
        while self.pieces and self.pieces[0].is_word:
            word = self.pieces[0].text
            if taken and word.casefold() in ("and", "y", "&", ","):
                following = self.pieces[1] if len(self.pieces) > 1 else None
                if following is None or names.offer(following.text, self.scene) is None:
                    break
                del self.pieces[0]
                continue
            if not bare_numbers and word.strip(",").isdecimal():
                break
            found = names.offer(word, self.scene)
            if found is None:
                break
            self.spans.append(Span(self.pieces[0].start, self.pieces[0].end, SpanRole.PROPOSAL))
            taken.append(found)
            del self.pieces[0]
        return list({o.proposal_id: o for o in taken}.values())

    def take_people(self) -> tuple[ScenePerson, ...]:
        """Take everybody named off, wherever they stand."""
        found = [p.person for p in self.pieces if p.person is not None]
        self.pieces = [p for p in self.pieces if p.person is None]
        return tuple({p.person_id: p for p in found}.values())

    def take_issues(self) -> tuple[SceneIssue, ...]:
        """Take every issue named off, wherever it stands."""
        found = [p.issue for p in self.pieces if p.issue is not None]
        self.pieces = [p for p in self.pieces if p.issue is None]
        return tuple({i.issue_id: i for i in found}.values())

    def issues(self) -> tuple[int, ...]:
        """Give the keys of the issues named, in order."""
        return tuple(dict.fromkeys(p.issue.issue_id for p in self.pieces if p.issue is not None))

    def why_not_found(self, typed: str) -> str:
        """Say why a name with its sign was not found, for a line that cannot do without."""
        said = next((k for k in self.kept if f"“{typed}” stays text: " in k), "")
        return said.replace(" stays text: ", ": ") or f"“{typed}” is not known here."

    def people(self) -> tuple[int, ...]:
        """Give the keys of the people named, in order."""
        return tuple(dict.fromkeys(p.person.person_id for p in self.pieces if p.person is not None))

    def text(self) -> str:
        """Give what is left as text."""
        return text_of(self.pieces)


def text_of(pieces: Iterable[Piece]) -> str:
    """Put pieces together as text, with a space where one was typed."""
    found = ""
    for piece in pieces:
        gap = "" if piece.glued or not found else " "
        found += gap + piece.shown()
    return found.strip()


def is_marks(piece: Piece) -> bool:
    """Say whether a piece is punctuation only."""
    return piece.is_word and _MARKS_ONLY.fullmatch(piece.text) is not None


def ends_sentence(piece: Piece) -> bool:
    """Say whether what follows a piece is not part of its sentence."""
    return bool(piece.marks) or _SENTENCE_END.search(piece.text) is not None


def either(words: Sequence[str]) -> str:
    """Join words with commas and "or"."""
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def both(words: Sequence[str]) -> str:
    """Join words with commas and "and"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def shortened(text: str) -> str:
    """Cut a long text for the sentence under the line; the record keeps all of it."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST_SAID else f"{plain[:_LONGEST_SAID].rstrip()}…"


def titles(scene: Scene, issue_ids: Iterable[int]) -> str:
    """Give the titles of issues, joined."""
    found = [scene.issue(one) for one in issue_ids]
    return both([i.title for i in found if i is not None] or [""])


def interval_words(one: SceneInterval, scene: Scene) -> str:
    """Name an open stretch: "caucus of LAUSD since 14:05"."""
    whose = f" of {scene.side_name(one.participant_id)}" if one.participant_id is not None else ""
    since = f" since {one.since.describe()}" if one.since is not None else ""
    return f"{CALLED[one.kind]}{whose}{since}"


def with_side(person: ScenePerson, scene: Scene) -> str:
    """Give a person with the side: "Pat Example (UTLA)"."""
    side = scene.side(person.participant_id)
    return f"{person.name} ({side.name})" if side else person.name


def _piece(token: Token, text: str, kind: TokenKind | None = None) -> Piece:
    return Piece(
        text, kind or token.kind, token.glued, marks=token.marks, start=token.start, end=token.end
    )


def _spaced(name: str) -> str:
    return re.sub(r"[._-]", " ", name)


def _bare(word: str) -> str:
    return _TAIL.sub("", word)
