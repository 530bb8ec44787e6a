"""What marks the course of a session: stretches, comings and goings, the next date, times."""

import re
from typing import Final

from negotiation_tracker.rules import line_names as names
from negotiation_tracker.rules import line_times
from negotiation_tracker.rules.line_grammar import TokenKind, leading_time
from negotiation_tracker.rules.line_orders import (
    Adjourn,
    Arrive,
    CloseInterval,
    Depart,
    NextMeeting,
    OpenInterval,
    TimeOf,
)
from negotiation_tracker.rules.line_parts import (
    CALLED,
    CannotDo,
    Parts,
    Understood,
    both,
    either,
    interval_words,
    shortened,
    with_side,
)
from negotiation_tracker.rules.line_scene import (
    IntervalKind,
    Scene,
    SceneInterval,
    ScenePerson,
    name_words,
)

_MINUTES: Final = re.compile(
    r"(?:for )?([0-9]{1,3})(?: ?(?:m|min|mins|minutes?|minutos?)\b\.?)?(?=[\s,]|$)", re.IGNORECASE
)
_SEVERAL: Final = re.compile(r"[,;&]|\s(?:and|y)\s", re.IGNORECASE)
_GROUP: Final = re.compile(r"(?:(?:about|some|unos|unas) )?[0-9]+ ", re.IGNORECASE)


def caucus(parts: Parts) -> Understood:
    """Read /caucus: who called it; its contents are never part of the shared log (A3, A4)."""
    parts.take_side(plain=False)
    parts.resolve()
    side = parts.side
    if side is None:
        known = [f"/caucus {s.letter}" for s in parts.scene.sides if s.letter in ("u", "e")]
        both_too = " If both did, type a line for each." if parts.text() == "both" else ""
        raise CannotDo(
            f"Who called it? Type {either(known or ['/caucus with the side'])}.{both_too}"
        )
    key = side.participant_id
    already = _open(parts.scene, IntervalKind.CAUCUS)
    for one in already:
        if one.participant_id == key:
            raise CannotDo(
                f"A caucus of {side.name} is open{_since(one)}. Type /back {side.letter} when they "
                "are back."
            )
    minutes = _only_minutes(parts, "/caucus")
    words = f"{side.name} calls a caucus{_minutes_words(minutes)}; lines become private notes"
    return Understood(OpenInterval(IntervalKind.CAUCUS, key, minutes=minutes), words)


def take_break(parts: Parts) -> Understood:
    """Read /break: minutes, and what for."""
    parts.take_side(plain=False)
    parts.resolve()
    _refuse_open(parts.scene, IntervalKind.BREAK, "/resume")
    text, minutes = parts.text(), None
    if match := _MINUTES.match(text):
        minutes, text = int(match[1]), text[match.end() :].strip(" ,")
    key = parts.side.participant_id if parts.side else None
    who = f", called by {parts.side.name}" if parts.side else ""
    words = f"Break{_minutes_words(minutes)}{who}{f': {shortened(text)}' if text else ''}"
    return Understood(OpenInterval(IntervalKind.BREAK, key, minutes=minutes, text=text), words)


def sidebar(parts: Parts) -> Understood:
    """Read /sidebar: who is in it; what they talk about is off the record unless said otherwise."""
    parts.take_side(plain=False)
    parts.resolve()
    _refuse_open(parts.scene, IntervalKind.SIDEBAR, "/back")
    people = parts.take_people()
    _refuse_at(parts)
    _only_minutes(parts, "/sidebar")
    key = parts.side.participant_id if parts.side else None
    who = f" with {both([with_side(p, parts.scene) for p in people])}" if people else ""
    called = f", called by {parts.side.name}" if parts.side else ""
    order = OpenInterval(IntervalKind.SIDEBAR, key, tuple(p.person_id for p in people))
    return Understood(order, f"Sidebar{who}{called}; lines become private notes")


def off_record(parts: Parts) -> Understood:
    """Read /offrec: only that it happened is logged."""
    parts.take_side(plain=False)
    parts.resolve()
    _refuse_open(parts.scene, IntervalKind.OFF_RECORD, "/onrec")
    _only_minutes(parts, "/offrec")
    key = parts.side.participant_id if parts.side else None
    who = f", asked by {parts.side.name}" if parts.side else ""
    order = OpenInterval(IntervalKind.OFF_RECORD, key)
    return Understood(order, f"Off the record from here{who}; lines become private notes")


def on_record(parts: Parts) -> Understood:
    """Read /onrec."""
    return _close(parts, (IntervalKind.OFF_RECORD,), "You are on the record already.")


def back(parts: Parts) -> Understood:
    """Read /back: the caucus of a side, or all that are open; else a sidebar, else a break."""
    parts.take_side(plain=False)
    parts.resolve()
    nothing = "No caucus, sidebar or break is open."
    for kind in (IntervalKind.CAUCUS, IntervalKind.SIDEBAR, IntervalKind.BREAK):
        if _open(parts.scene, kind):
            return _close(parts, (kind,), nothing)
    return _close(parts, (), nothing)


def resume(parts: Parts) -> Understood:
    """Read /resume: the break is over, and with it whatever else kept the talks apart."""
    kinds = (IntervalKind.BREAK, IntervalKind.CAUCUS, IntervalKind.SIDEBAR)
    return _close(parts, kinds, "No break, caucus or sidebar is open.")


def arrive(parts: Parts) -> Understood:
    """Read /arrive: people by name, somebody new, or a group such as "12 custodians"."""
    people, side, rest = _who(parts)
    scene = parts.scene
    group = rest if _GROUP.match(rest) else ""
    if rest and not group and _SEVERAL.search(rest):
        raise CannotDo(
            f"“{shortened(rest)}” is more than one new name. Type a line for each new person."
        )
    if not people and not rest:
        raise CannotDo("Who came? Type /arrive @pat, or /arrive e and a new name or “12 teachers”.")
    shown = [with_side(p, scene) for p in people]
    if rest:
        of = f" of {scene.side_name(side)}" if side is not None else ""
        shown.append(f"{rest}{of}" if group else f"{rest}{of}, new to the record,")
    order = Arrive(tuple(p.person_id for p in people), side, "" if group else rest, group)
    verb = "arrives" if len(shown) == 1 and not group else "arrive"
    here = [p.name for p in people if p.present]
    already = f" ({both(here)} was marked as present)" if here else ""
    return Understood(order, f"{both(shown)} {verb}{already}")


def depart(parts: Parts) -> Understood:
    """Read /depart: people by name, or a group."""
    people, side, rest = _who(parts)
    scene = parts.scene
    if rest and not _GROUP.match(rest):
        raise CannotDo(f"“{shortened(rest)}” is nobody known here. Type /depart @ and the name.")
    if not people and not rest:
        raise CannotDo("Who left? Type /depart @pat, or /depart e 12 teachers.")
    shown = [with_side(p, scene) for p in people]
    if rest:
        shown.append(f"{rest}{f' of {scene.side_name(side)}' if side is not None else ''}")
    verb = "leaves" if len(shown) == 1 and not rest else "leave"
    order = Depart(tuple(p.person_id for p in people), side, rest)
    return Understood(order, f"{both(shown)} {verb}")


def next_meeting(parts: Parts) -> Understood:
    """Read /next: a date still to come, then the time, then the place."""
    parts.resolve()
    words = parts.text().split()
    found, used = line_times.leading_date(words, parts.scene.day)
    if found is None or found.earliest is None:
        raise CannotDo(
            "When? Type the date first, the month before the day, as in /next 3/27 10:00 City Hall."
        )
    if found.latest is not None and found.latest < parts.scene.day:
        raise CannotDo(f"{found.describe()} is before this session. Write the year of the date.")
    time, more = line_times.leading_time(words[used:])
    rest = words[used + more :]
    if len(rest) > 1 and rest[0].casefold() in ("at", "in", "en"):
        rest = rest[1:]
    place = " ".join(rest).strip(" ,")
    clock = f"{time:%H:%M}" if time else "time not said"
    where = place or "place not said"
    order = NextMeeting(found, time, place)
    return Understood(order, f"Next session {found.describe()}, {clock}, {where}")


def time_of(parts: Parts) -> Understood:
    """Read /time: when the last line happened, or the line of a number."""
    scene, tokens = parts.scene, list(parts.tokens)
    if not scene.lines:
        raise CannotDo("There is no line yet.")
    usage = "Type /time 14:05 for the last line, or /time 12 14:05 for line 12."
    line, by_number = scene.lines[-1], False
    words = " ".join(t.text for t in tokens if t.kind is TokenKind.WORD)
    first, _, rest = words.partition(" ")
    typed = words
    if first.isdecimal() and rest and not re.match(r"[ap]\.?m", rest, re.IGNORECASE):
        numbered = next((one for one in scene.lines if one.number == int(first)), None)
        if numbered is None:
            raise CannotDo(f"There is no line {first}; the last is {line.number}. {usage}")
        line, typed, by_number = numbered, rest, True
    found = leading_time(typed)
    time, twelve = found if found else (None, False)
    if time is None and by_number:
        time = line_times.wall_time(typed)
    if time is None or len(words.split()) != len(tokens):
        raise CannotDo(usage)
    at = line_times.place(time, twelve, scene)
    words = f"Line {line.number} (“{shortened(line.text)}”) happened at {at.describe()}"
    return Understood(TimeOf(line.entry_id, line.number, at), words)


def adjourn(parts: Parts) -> Understood:
    """Read /adjourn, and say what is still open."""
    parts.resolve()
    text = parts.text()
    words = "The session ends"
    if parts.scene.intervals:
        left = both([interval_words(one, parts.scene) for one in parts.scene.intervals])
        words += f". Still open: {left}"
    return Understood(Adjourn(text), f"{words}: {shortened(text)}" if text else words)


# -- stretches --


def _open(scene: Scene, kind: IntervalKind) -> list[SceneInterval]:
    return [one for one in scene.intervals if one.kind is kind]


def _refuse_open(scene: Scene, kind: IntervalKind, command: str) -> None:
    found = _open(scene, kind)
    if found:
        raise CannotDo(f"The {CALLED[kind]} is open{_since(found[0])}. Type {command} to end it.")


def _only_minutes(parts: Parts, command: str) -> int | None:
    """Read how long it may last; other words would be contents, which the log does not hold."""
    text = parts.text()
    match = _MINUTES.fullmatch(text)
    if text and match is None:
        typed = command if parts.side is None else f"{command} {parts.side.letter}"
        raise CannotDo(
            f"The shared log holds no contents here: “{shortened(text)}”. Type {typed} alone, then "
            "/note and the words."
        )
    return int(match[1]) if match else None


def _close(parts: Parts, kinds: tuple[IntervalKind, ...], nothing: str) -> Understood:
    if parts.tokens:
        parts.take_side(plain=False)
        parts.resolve()
    text = parts.text()
    if text:
        raise CannotDo(
            f"“{shortened(text)}” is too much here. A time comes first on the line, before the "
            "slash; other words are a line of their own."
        )
    scene = parts.scene
    found = [one for one in scene.intervals if one.kind in kinds]
    if parts.side is not None:
        own = [one for one in found if one.participant_id == parts.side.participant_id]
        if not own:
            raise CannotDo(f"Nothing of {parts.side.name} is open. {_open_words(scene)}")
        found = own
    if not found:
        off = _open(scene, IntervalKind.OFF_RECORD)
        raise CannotDo(nothing + (" To go back on the record type /onrec." if off else ""))
    ends = both([interval_words(one, scene) for one in found])
    words = "Back on the record" if kinds == (IntervalKind.OFF_RECORD,) else f"Ends: {ends}"
    left = [one for one in scene.intervals if one not in found]
    if left:
        words += f". Still open: {both([interval_words(one, scene) for one in left])}"
    return Understood(CloseInterval(tuple(found)), words)


def _open_words(scene: Scene) -> str:
    return f"Open: {both([interval_words(i, scene) for i in scene.intervals] or ['nothing'])}."


def _since(one: SceneInterval) -> str:
    return f" since {one.since.describe()}" if one.since is not None else ""


def _minutes_words(minutes: int | None) -> str:
    return f" of {minutes} minutes" if minutes is not None else ""


# -- people --


def _who(parts: Parts) -> tuple[tuple[ScenePerson, ...], int | None, str]:
    parts.take_side(plain=False)
    parts.resolve()
    people = parts.take_people()
    _refuse_at(parts)
    rest = re.sub(r"^(?:and|y|,)\s+|\s*(?:\band|\by|,)$", "", parts.text()).strip(" ,")
    side = parts.side.participant_id if parts.side else None
    if rest and not people and not _GROUP.match(rest):
        known = names.person(name_words(rest), parts.scene, side)
        if len(known) == 1 and names.fit(name_words(rest), known[0].words) in (
            names.WHOLE,
            names.WORDS,
        ):
            people, rest = known, ""
    if side is None and people:
        side = people[0].participant_id
    return people, side, rest


def _refuse_at(parts: Parts) -> None:
    unknown = next((p for p in parts.pieces if p.is_word and p.text.startswith("@")), None)
    if unknown is not None:
        raise CannotDo(parts.why_not_found(unknown.text))
