"""What becomes of a proposal: held, rejected, withdrawn, passed on paper, agreed to."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from negotiation_tracker.model.vocabulary import ActionKind, EntryKind
from negotiation_tracker.rules import line_names as names
from negotiation_tracker.rules.line_items import take_bare_issues
from negotiation_tracker.rules.line_offers import latest_on, offer
from negotiation_tracker.rules.line_orders import OfferAction, Say, TentativeAgreementOrder
from negotiation_tracker.rules.line_parts import (
    CannotDo,
    Parts,
    Understood,
    both,
    either,
    shortened,
    titles,
)
from negotiation_tracker.rules.line_scene import Scene, SceneOffer, ScenePerson

_VERBS = {
    ActionKind.HOLD: "holds",
    ActionKind.REJECTED: "rejects",
    ActionKind.WITHDRAWN: "withdraws",
    ActionKind.PASSED: "passes",
    ActionKind.ACCEPTED_IN_CONCEPT: "agrees in concept to",
}

_CODE_FORM = re.compile(r"[A-Za-z]{0,3}-?[0-9]+")


@dataclass(frozen=True, slots=True)
class _Named:
    """Who speaks, which proposal is named, and which issues."""

    speaker: ScenePerson | None
    offer: SceneOffer | None
    issue_ids: tuple[int, ...]


def hold(parts: Parts) -> Understood:
    """Read /hold: the side that has not answered yet, and which proposal."""
    return _answer(parts, ActionKind.HOLD, "/hold")


def reject(parts: Parts) -> Understood:
    """Read /reject: the side that says no, and to which proposal or items of it."""
    return _answer(parts, ActionKind.REJECTED, "/reject")


def withdraw(parts: Parts) -> Understood:
    """Read /withdraw: only who made a proposal can take it back, and it is never guessed which."""
    named = _named(parts)
    if named.offer is None and parts.side is None and not named.issue_ids:
        raise CannotDo(_which(parts.scene, "/withdraw"))
    own = parts.side.participant_id if parts.side else None
    one = named.offer or _deduced(
        parts, named.issue_ids, lambda o: own in (None, o.from_id), "/withdraw"
    )
    if own is not None and own != one.from_id:
        maker = parts.scene.side_name(one.from_id)
        raise CannotDo(f"{one.code} is {maker}’s; only {maker} can withdraw it.")
    return _done(parts, ActionKind.WITHDRAWN, one, one.from_id, named)


def pass_across(parts: Parts) -> Understood:
    """Read /pass: a paper noted before goes across the table; with terms it is an offer."""
    tokens, spans = list(parts.tokens), list(parts.spans)
    named = _named(parts)
    if named.offer is None and parts.pieces:
        again = Parts(parts.scene, tokens, spans=spans)
        understood = offer(again, "offer")
        parts.kept, parts.spans = again.kept, again.spans
        return understood
    own = parts.side.participant_id if parts.side else None
    if named.offer is None and own is None and not named.issue_ids:
        raise CannotDo(
            "Which paper? Type /pass P7, or /pass with the side, the issue and the terms."
        )
    one = named.offer or _deduced(
        parts, named.issue_ids, lambda o: own in (None, o.from_id), "/pass"
    )
    if own is not None and own != one.from_id:
        raise CannotDo(f"{one.code} is {parts.scene.side_name(one.from_id)}’s, who passes it.")
    return _done(parts, ActionKind.PASSED, one, one.from_id, named)


def agree(parts: Parts) -> Understood:
    """Read /agree: a spoken yes to a proposal or on an issue; no tentative agreement."""
    named = _named(parts, bare_issues=True)
    scene = parts.scene
    own = parts.side.participant_id if parts.side else None
    issue_ids, speaker = named.issue_ids, named.speaker
    other = scene.opposite(own)
    found = latest_on(scene, issue_ids, made_by=other.participant_id if other else None)
    if named.offer is not None:
        found = [named.offer]
    if len(found) == 1:
        by = _answering(parts, found[0])
        return _done(parts, ActionKind.ACCEPTED_IN_CONCEPT, found[0], by, named)
    note = parts.text()
    if not issue_ids:
        raise CannotDo("Agreed on what? Type /agree #wages or /agree P7.")
    on = titles(scene, issue_ids)
    who = scene.side_name(own) if own is not None else "Both sides"
    text = f"Agreed in concept on {on}{f': {note}' if note else ''}"
    said = Say(
        text,
        EntryKind.AGREE_IN_CONCEPT,
        own,
        speaker.person_id if speaker else None,
        (speaker.person_id,) if speaker else (),
        issue_ids,
    )
    verb = "agrees" if own is not None else "agree"
    words = f"{who} {verb} in concept on {on}{f': {shortened(note)}' if note else ''}"
    return Understood(said, f"{words}. No tentative agreement yet")


def tentative(parts: Parts) -> Understood:
    """Read /ta: the issues, and the proposals whose text was agreed to."""
    parts.take_side(plain=False)
    parts.resolve()
    parts.take_people()
    _take_joining(parts)
    issues = parts.take_issues()
    based = parts.take_offers()
    issues += take_bare_issues(parts)
    _take_joining(parts)
    based = based or parts.take_offers()
    scene = parts.scene
    if not based:
        _refuse_unknown(parts)
    issue_ids = tuple(i.issue_id for i in issues)
    if not issue_ids:
        issue_ids = tuple(dict.fromkeys(one for o in based for one in o.issue_ids))
    if not issue_ids:
        raise CannotDo("A tentative agreement on what? Type /ta #nurses P7 or /ta P7.")
    silent = [one for one in issue_ids if based and all(one not in o.issue_ids for o in based)]
    if silent:
        codes = either([o.code for o in based])
        raise CannotDo(
            f"{codes} says nothing on {titles(scene, silent)}. Type a line of its own for it, or "
            "name its proposal too, as in /ta P2, P7."
        )
    latest = "" if based else ", the latest"
    based = based or latest_on(scene, issue_ids)
    order = TentativeAgreementOrder(issue_ids, tuple(o.proposal_id for o in based), parts.text())
    words = f"Tentative agreement on {titles(scene, issue_ids)}"
    if based:
        words += f", on the text of {both([o.code for o in based])}{latest}"
    else:
        words += ", on no text yet"
    drafted = [k.code for k in scene.agreements if set(k.issue_ids) & set(issue_ids)]
    if drafted:
        awaits = "awaits" if len(drafted) == 1 else "await"
        words += f" ({both(drafted)} on it {awaits} signatures already)"
    return Understood(order, f"{words}. Awaits signatures of both sides")


def _named(parts: Parts, *, bare_issues: bool = False) -> _Named:
    """Take side, people, one proposal and issues off; what is left is a remark.

    Args:
        parts: the line.
        bare_issues: whether an issue may be written without its sign.

    """
    parts.take_side(plain=False)
    parts.resolve()
    people = parts.take_people()
    _take_joining(parts)
    first = parts.take_offers()
    issues = parts.take_issues()
    if bare_issues and not issues:
        issues = take_bare_issues(parts)
        _take_joining(parts)
    found = first or parts.take_offers()
    if len(found) > 1:
        codes = both([o.code for o in found])
        raise CannotDo(f"Name one proposal a line, not {codes}.")
    if not found:
        _refuse_unknown(parts)
    if parts.side is None and people:
        parts.side = parts.scene.side(people[0].participant_id)
    one = found[0] if found else None
    for issue in issues:
        if one is not None and issue.issue_id not in one.issue_ids:
            raise CannotDo(f"{one.code} says nothing on {issue.title}.")
    return _Named(people[0] if people else None, one, tuple(i.issue_id for i in issues))


def _take_joining(parts: Parts) -> None:
    """Take "on" or "to" off where a proposal or an issue follows: "/hold on P7"."""
    while len(parts.pieces) > 1 and parts.pieces[0].text.casefold() in ("on", "to", "with"):
        following = parts.pieces[1]
        named = following.issue is not None or _leads(parts)
        if not named:
            return
        del parts.pieces[0]


def _leads(parts: Parts) -> bool:
    rest = Parts(parts.scene, [], parts.pieces[1:])
    return bool(rest.take_offers(bare_numbers=False) or take_bare_issues(rest))


def _refuse_unknown(parts: Parts) -> None:
    """Never take the latest proposal where another was meant that is not known."""
    for place, piece in enumerate(parts.pieces):
        if piece.is_word and piece.text.startswith("#"):
            raise CannotDo(parts.why_not_found(piece.text))
        if (
            piece.is_word
            and _CODE_FORM.fullmatch(piece.text)
            and (place == 0 or piece.text[0] in "Pp")
        ):
            if names.offer(piece.text, parts.scene) is not None:
                raise CannotDo(f"Is {piece.text} meant? Type it first, right after the command.")
            raise CannotDo(f"There is no proposal {piece.text}. {_open_words(parts.scene)}")


def _answer(parts: Parts, action: ActionKind, command: str) -> Understood:
    named = _named(parts)
    own = parts.side.participant_id if parts.side else None
    one = named.offer or _deduced(parts, named.issue_ids, lambda o: o.from_id != own, command)
    if own == one.from_id:
        raise CannotDo(
            f"{one.code} is {parts.scene.side_name(own)}’s own. To take it off the table type "
            f"/withdraw {one.code}."
        )
    by = _answering(parts, one)
    return _done(parts, action, one, by, named)


def _answering(parts: Parts, one: SceneOffer) -> int | None:
    if parts.side is not None:
        return parts.side.participant_id
    other = parts.scene.opposite(one.from_id)
    return other.participant_id if other is not None else None


def _deduced(
    parts: Parts, issue_ids: tuple[int, ...], fits: Callable[[SceneOffer], bool], command: str
) -> SceneOffer:
    found = [
        o
        for o in parts.scene.offers
        if o.open and fits(o) and (not issue_ids or set(issue_ids) & set(o.issue_ids))
    ]
    if not found:
        known = [o.code for o in parts.scene.offers if o.open]
        if not known:
            raise CannotDo(_which(parts.scene, command))
        raise CannotDo(
            f"None of the open proposals fits here. {_open_words(parts.scene)} To name an older "
            f"one type its code, as in {command} {known[-1]}."
        )
    return found[-1]


def _which(scene: Scene, command: str) -> str:
    if not any(o.open for o in scene.offers):
        return f"No proposal is open. To name an older one type its code, as in {command} P3."
    return f"Which proposal? Type {command} and its code. {_open_words(scene)}"


def _open_words(scene: Scene) -> str:
    known = [f"{o.code} ({scene.side_name(o.from_id)})" for o in scene.offers if o.open][-6:]
    return f"Open: {either(known)}." if known else "None is open."


def _done(
    parts: Parts, action: ActionKind, one: SceneOffer, by: int | None, named: _Named
) -> Understood:
    scene, note, issue_ids = parts.scene, parts.text(), named.issue_ids
    speaker = named.speaker.person_id if named.speaker else None
    order = OfferAction(action, one.proposal_id, by, issue_ids, note, speaker)
    what = f"{one.code} of {scene.side_name(one.from_id)}"
    if by == one.from_id:
        what = f"its {one.code}"
    words = f"{scene.side_name(by)} {_VERBS[action]} {what}"
    if named.offer is None:
        words += ", the latest open"
    elif not one.open:
        words += ", which is no longer open"
    if one.issue_ids:
        part = "only " if issue_ids else ""
        words += f", {part}on {titles(scene, issue_ids or one.issue_ids)}"
    return Understood(order, f"{words}: {shortened(note)}" if note else words)
