"""Finds the editor that a problem of the services belongs to, and shows the problem there."""

import re

from PySide6.QtWidgets import QWidget

from negotiation_tracker.desktop.pages.log_session_form import SessionForm

_NESTED = re.compile(r"(proposals|entries|attendance|follow_ups)\[(\d+)\]\.?(.*)")
_ITEM = re.compile(r"items\[(\d+)\]\.?(.*)")


def show_problem(form: SessionForm, field: str, message: str) -> QWidget | None:
    """Show a problem beside its field; gives the editor, or None when it has no place here.

    Args:
        form: the form whose command was refused.
        field: name of the field as the services give it, such as ``proposals[0].items[1].terms``.
        message: what is wrong and what to do.

    """
    nested = _NESTED.fullmatch(field)
    if nested is None:
        return form.details.show_problem(field, message) or form.next.show_problem(field, message)
    part, place, rest = nested[1], int(nested[2]), nested[3]
    if part == "proposals":
        return _in_proposal(form, place, rest, message)
    if part == "entries":
        form.log.show_problem(message, place)
        return form.log.text
    if part == "follow_ups":
        form.follow_ups.show_problem(message)
        return form.follow_ups.title
    form.attendance.note.say(message, wrong=True)
    return form.attendance.add


def _in_proposal(form: SessionForm, place: int, field: str, message: str) -> QWidget | None:
    cards = form.filled_cards()
    if place >= len(cards):
        return None
    item = _ITEM.fullmatch(field)
    if item is not None:
        return cards[place].show_problem(item[2], message, int(item[1]))
    return cards[place].show_problem(field, message)
