"""Errors made for the person who reads them: what is wrong, what is safe, what to do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One thing wrong with one field.

    Attributes:
        field: name of the field as in the catalogue, or "" for the record as a whole.
        message: what is wrong and what to do, in a sentence.

    """

    field: str
    message: str


class TrackerError(Exception):
    """Root of every error a person may read.

    Attributes:
        title: what is wrong, one sentence.
        detail: where, and what is safe.
        hint: what to do.
        code: number of the message list (E10…E61), or "".
        exit_status: exit status of the command line (1 is kept for bugs of ours).

    """

    code = ""
    exit_status = 2

    def __init__(self, title: str, detail: str = "", hint: str = "") -> None:
        super().__init__(title)
        self.title = title
        self.detail = detail
        self.hint = hint

    def sentence(self) -> str:
        """Give the whole message as one line of text."""
        return " ".join(part for part in (self.title, self.detail, self.hint) if part)


class InvalidInput(TrackerError):
    """What was typed cannot be stored; nothing was changed."""

    def __init__(self, problems: list[FieldProblem], title: str = "") -> None:
        self.problems = problems
        super().__init__(title or " ".join(dict.fromkeys(p.message for p in problems)))


class BrokenInvariant(TrackerError):
    """A change would break a rule of the record; nothing was changed."""

    def __init__(self, problems: list[FieldProblem]) -> None:
        self.problems = problems
        messages = dict.fromkeys(p.message for p in problems)
        super().__init__(" ".join(messages), hint="Nothing was changed.")


class NotFound(TrackerError):
    """What was asked for is not in the store."""


class InUse(TrackerError):
    """A record cannot go because others rest on it."""


class UndoRefused(TrackerError):
    """A change cannot be undone because something later rests on it."""


class ChangedMeanwhile(TrackerError):
    """Somebody changed the record after it was read (E34)."""

    code = "E34"
    exit_status = 9


class StoreError(TrackerError):
    """The store cannot be opened, read or written; see the message list."""

    def __init__(
        self, code: str, exit_status: int, title: str, detail: str = "", hint: str = ""
    ) -> None:
        super().__init__(title, detail, hint)
        self.code = code
        self.exit_status = exit_status


class ExportError(TrackerError):
    """An export could not be made or put in place; the earlier file is unchanged."""

    def __init__(
        self, title: str, detail: str = "", hint: str = "", *, code: str = "E41", status: int = 7
    ) -> None:
        super().__init__(title, detail, hint)
        self.code = code
        self.exit_status = status


class BrokenOff(TrackerError):
    """A search was broken off, because its answer is no longer wanted."""

    def __init__(self) -> None:
        super().__init__("The search was broken off.", "", "Search again.")
