"""Minutes of one session: the joint notes, for one audience, through the gate of every export."""

from pathlib import Path

from negotiation_tracker.model.errors import NotFound
from negotiation_tracker.model.handling import Reader
from negotiation_tracker.rules.joint_notes import joint
from negotiation_tracker.rules.visibility import visible
from negotiation_tracker.services.exports import ExportRequest, Format, Part, Scope
from negotiation_tracker.services.workspace import Workspace

PARTS = frozenset({Part.SESSIONS, Part.OFFERS, Part.AGREEMENTS, Part.FOLLOW_UPS})
"""Chapters of minutes."""


def minutes_request(
    ws: Workspace,
    session_id: int,
    reader: Reader,
    form: Format = Format.PDF,
    target: Path | None = None,
) -> ExportRequest:
    """Give the request for the minutes of a session, for `exports.export` and its parts.

    Args:
        ws: the workspace.
        session_id: the session.
        reader: for whom.
        form: a report: PDF, web page, Markdown or workbook.
        target: file to write; may be left out for a preview.

    Raises:
        NotFound: there is no such session, or these readers may not have its notes.

    """
    session = ws.find("session", session_id)
    if session is None:
        raise NotFound("This session is not in the record any more.", "", "Refresh the list.")
    seen = visible(ws.dossier(session.negotiation_id), reader)
    if joint(seen).get("session", session_id) is None:
        raise NotFound(
            "The notes of this session are not for these readers.",
            "Nothing was written.",
            "Choose another audience.",
        )
    return ExportRequest(
        negotiation_ids=(session.negotiation_id,),
        reader=reader,
        format=form,
        target=target or Path(),
        scope=Scope(frozenset({session_id})),
        parts=PARTS,
        joint=True,
    )
