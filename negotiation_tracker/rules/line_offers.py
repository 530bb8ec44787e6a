"""Offers typed at the table: who makes them, what they say on each issue, what they answer."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.rules import line_names as names
from negotiation_tracker.rules import line_times
from negotiation_tracker.rules.line_items import items_words, read_items, terms_of
from negotiation_tracker.rules.line_orders import Authorise, Offer, OfferItem
from negotiation_tracker.rules.line_parts import (
    CannotDo,
    Parts,
    Understood,
    both,
    either,
    interval_words,
    text_of,
    with_side,
)
from negotiation_tracker.rules.line_scene import Scene, SceneOffer, SceneSide

_SUPPOSALS: Final = frozenset({"what-if", "whatif", "supposal", "hypothetical", "hypothetically"})
_UNTIL_WORDS: Final = re.compile(r"\b(?:until|expires|hasta)\s[^;]+", re.IGNORECASE)
_CODE_FORM: Final = re.compile(r"[A-Za-z]{1,3}-?[0-9]+")
_UNTIL: Final = re.compile(r"(?:until|expires|hasta)\s+(?=\S)", re.IGNORECASE)


def offer(parts: Parts, command: str) -> Understood:
    """Read /offer, /package and /counter (and /pass with contents)."""
    maker, speaker = _maker(parts)
    supposal = _take_supposal(parts) or command == "supposal"
    countered = _countered(parts, command)
    supposal = _take_supposal(parts) or supposal
    if command == "counter" and maker is None and countered:
        maker = parts.scene.opposite(countered[0].from_id)
    text = parts.text()
    items = read_items(parts, countered)
    inferred = False
    if command == "counter" and not countered:
        countered, maker = _latest_open(parts, maker, items)
        inferred = True
    if maker is None:
        raise CannotDo(f"Who makes it? Type {_choices(parts.scene, f'/{command}')}.")
    _check_countered(countered, maker, parts.scene)
    if command == "package" and len(items) < 2:
        raise CannotDo(
            "A package has at least two issues, parted by “;”: /package u #wages 5%; #hours sq. "
            "For one issue type /offer."
        )
    order = Offer(
        maker.participant_id,
        items,
        tuple(o.proposal_id for o in countered),
        inferred,
        package=command == "package",
        supposal=supposal,
        speaker_id=speaker,
        text=text,
    )
    return Understood(order, _offer_words(order, countered, parts.scene))


def authorise(parts: Parts) -> Understood:
    """Read /authorise in a side's room: terms, by whom, on what condition, until when."""
    room = parts.scene.room
    if room is None or room.participant_id is None:
        raise CannotDo("An offer is authorised in a side's room. Switch to that room first.")
    parts.take_side(plain=False)
    if parts.side is not None and parts.side.participant_id != room.participant_id:
        raise CannotDo(f"This is the room of {parts.scene.side_name(room.participant_id)}.")
    parts.resolve()
    named = parts.take_people()
    for one in named:
        if one.participant_id not in (None, room.participant_id):
            raise CannotDo(
                f"{with_side(one, parts.scene)} does not speak for this room, which is that of "
                f"{parts.scene.side_name(room.participant_id)}."
            )
    people = tuple(p.person_id for p in named)
    text = parts.text()
    expires, clock = _take_expiry(parts)
    if expires is None and (vague := _UNTIL_WORDS.search(parts.text())):
        parts.kept.append(f"“{vague[0]}” is kept as words: it is no date, so nothing expires.")
    items, conditions = _conditions(read_items(parts, []), parts.scene)
    for item in items:
        if not item.text:
            raise CannotDo(
                f"What is authorised on {_issue_names((item,), parts.scene)}? Type the "
                "exact terms, as in #wages 5% over 3 years."
            )
    order = Authorise(room.participant_id, items, people, conditions, expires, clock, text)
    side = parts.scene.side_name(room.participant_id)
    words = f"{side} authorises: {items_words(items, parts.scene)}"
    if conditions:
        words += f", if {conditions}"
    if expires is not None:
        words += f", until {expires.describe()}{f' {clock:%H:%M}' if clock else ''}"
    return Understood(order, f"{words}. Nothing is told to the other side yet", private=True)


def latest_on(
    scene: Scene, issue_ids: Iterable[int], *, made_by: int | None = None
) -> list[SceneOffer]:
    """Give the latest open proposal on each issue, of one side if said, without repetition."""
    found: dict[int, SceneOffer] = {}
    for issue_id in issue_ids:
        on_it = [
            o
            for o in scene.offers
            if o.open and issue_id in o.issue_ids and made_by in (None, o.from_id)
        ]
        if on_it:
            found[on_it[-1].proposal_id] = on_it[-1]
    return list(found.values())


# -- who, and what it answers --


def _maker(parts: Parts) -> tuple[SceneSide | None, int | None]:
    parts.take_side(plain=False)
    parts.resolve()
    people = parts.take_people()
    if parts.side is None and people:
        side = parts.scene.side(people[0].participant_id)
        return side, people[0].person_id
    return parts.side, people[0].person_id if people else None


def _take_supposal(parts: Parts) -> bool:
    first = parts.pieces[0] if parts.pieces else None
    if first is None or not first.is_word:
        return False
    count = 1 if first.text.strip(":,").casefold() in _SUPPOSALS else 0
    if [p.text.strip(":,").casefold() for p in parts.pieces[:2]] == ["what", "if"]:
        count = 2
    del parts.pieces[:count]
    return count > 0


def _countered(parts: Parts, command: str) -> list[SceneOffer]:
    first = parts.pieces[0] if parts.pieces else None
    said = first is not None and first.is_word and first.text.casefold() in ("counters", "to")
    if said and len(parts.pieces) > 1 and names.offer(parts.pieces[1].text, parts.scene):
        del parts.pieces[0]
        return parts.take_offers()
    if command != "counter":
        return []
    found = parts.take_offers()
    first = parts.pieces[0] if parts.pieces else None
    if not found and first is not None and _CODE_FORM.fullmatch(first.text):
        raise CannotDo(f"There is no proposal {first.text} to counter.")
    return found


def _latest_open(
    parts: Parts, maker: SceneSide | None, items: tuple[OfferItem, ...]
) -> tuple[list[SceneOffer], SceneSide | None]:
    scene = parts.scene
    other = scene.opposite(maker.participant_id) if maker else None
    issue_ids = [i.issue_id for i in items if i.issue_id is not None]
    found = latest_on(scene, issue_ids, made_by=other.participant_id if other else None)
    if maker is None and len({o.from_id for o in found}) == 1:
        maker = scene.opposite(found[0].from_id)
    if maker is not None:
        found = [o for o in found if o.from_id != maker.participant_id]
    if not found:
        whose = f"{other.name} has" if other else "There is"
        on = _issue_names(items, scene)
        raise CannotDo(
            f"{whose} no open proposal on {on} to counter. Name it, as in /counter P2 …, or type "
            f"{_choices(scene, '/offer')}."
        )
    return found, maker


def _check_countered(countered: list[SceneOffer], maker: SceneSide, scene: Scene) -> None:
    for one in countered:
        if one.from_id == maker.participant_id:
            raise CannotDo(
                f"{one.code} is {maker.name}’s own; a counter answers the other side. Type /offer "
                "for a new proposal of the same side."
            )
        own, its = scene.side(maker.participant_id), scene.side(one.from_id)
        if own and its and own.side == its.side and own.side in ("labor", "management"):
            raise CannotDo(f"{one.code} is of {its.name}, on the same side of the table.")


def _choices(scene: Scene, command: str) -> str:
    known = [f"{command} {s.letter} …" for s in scene.sides if s.letter in ("u", "e")]
    return either(known) if known else f"{command} with the name of the side"


def _take_expiry(parts: Parts) -> tuple[FuzzyDate | None, dt.time | None]:
    """Take "until" with a date, and a time of it, off the end of what is authorised."""
    for place in range(len(parts.pieces) - 1, -1, -1):
        tail = text_of(parts.pieces[place:])
        until = _UNTIL.match(tail)
        words = tail[until.end() :].split() if until else []
        expires, count = line_times.leading_date(words, parts.scene.day)
        clock, used = line_times.leading_time(words[count:]) if expires else (None, 0)
        if expires is not None and count + used == len(words):
            del parts.pieces[place:]
            return expires, clock
    return None, None


def _conditions(items: tuple[OfferItem, ...], scene: Scene) -> tuple[tuple[OfferItem, ...], str]:
    """Take the conditions out of the terms; one at the end is of the whole offer."""
    found = []
    for item in items:
        issue = scene.issue(item.issue_id) if item.issue_id is not None else None
        title = issue.title if issue else item.new_issue
        if item.condition:
            found.append(item.condition if item is items[-1] else f"{title}: {item.condition}")
    return tuple(replace(i, text=terms_of(i), condition="") for i in items), "; ".join(found)


# -- the sentence under the line --


def _offer_words(order: Offer, countered: list[SceneOffer], scene: Scene) -> str:
    verb = "offers"
    if order.package:
        verb = "offers as a package, all or nothing:"
    if order.supposal:
        verb = "asks what if (a supposal, which moves no position):"
    words = f"{scene.side_name(order.participant_id)} {verb} {items_words(order.items, scene)}"
    if countered:
        latest = " (the latest open)" if order.inferred else ""
        words += f", counters {both([o.code for o in countered])}{latest}"
    held = scene.private()
    return f"{words}. Still open: {interval_words(held, scene)}" if held is not None else words


def _issue_names(items: tuple[OfferItem, ...], scene: Scene) -> str:
    found = [scene.issue(i.issue_id) for i in items if i.issue_id is not None]
    return either([i.title for i in found if i is not None] or ["a new issue"])
