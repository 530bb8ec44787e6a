"""What lies on the table before a session: the latest proposal on each issue, to be answered."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from negotiation_tracker.desktop.models.session_choices import (
    IssueChoice,
    Passed,
    SessionChoices,
)
from negotiation_tracker.desktop.widgets.words import Card, Elided, clear, link, rule, words

_MOST = 8


class OnTheTable(Card):
    """Issues with a proposal on them, the latest first; "Answer" starts a proposal on one.

    Signals:
        answer_asked: somebody answers what lies there; key of the issue.

    """

    answer_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__("On the table")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.content.addLayout(self._rows)

    def set_choices(self, choices: SessionChoices) -> None:
        """Show what was passed before."""
        clear(self._rows)
        found = latest_by_issue(choices)
        for number, (issue, passed) in enumerate(found[:_MOST]):
            if number:
                self._rows.addWidget(rule())
            self._rows.addWidget(self._row(choices, issue, passed))
        if len(found) > _MOST:
            self._rows.addWidget(words(f"and {len(found) - _MOST} more issues", "secondary"))
        self.setVisible(bool(found))

    def _row(self, choices: SessionChoices, issue: IssueChoice, passed: Passed) -> QWidget:
        party = choices.party(passed.from_id)
        name = party.lettered() if party is not None else "not named"
        answer = link("Answer", name=f"Answer on {issue.title}")
        answer.clicked.connect(lambda: self.answer_asked.emit(issue.id))
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(Elided(issue.title, "strong"))
        text.addWidget(Elided(f"{passed.code} · {name} · {passed.when}", "secondary"))
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(text, 1)
        layout.addWidget(answer)
        return row


def latest_by_issue(choices: SessionChoices) -> list[tuple[IssueChoice, Passed]]:
    """List the issues that have a proposal, each with the latest one, the newest first."""
    issues = {issue.id: issue for issue in choices.issues}
    found: dict[int, tuple[IssueChoice, Passed]] = {}
    for passed in choices.passed:
        for issue_id in sorted(passed.issue_ids):
            if issue_id in issues:
                found.setdefault(issue_id, (issues[issue_id], passed))
    return list(found.values())
