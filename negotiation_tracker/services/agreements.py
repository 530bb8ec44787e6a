"""Tentative agreements: drafting, signing, approving. Their status is derived, never typed in."""

import re
from collections.abc import Mapping

from negotiation_tracker.model.errors import FieldProblem, InvalidInput
from negotiation_tracker.model.record import RecordView, RecordWriter
from negotiation_tracker.services import records
from negotiation_tracker.services.commands import DraftAgreement
from negotiation_tracker.services.entry import is_blank

__all__ = ["DraftAgreement", "approve", "draft", "next_code", "sign"]


def draft(writer: RecordWriter, command: DraftAgreement) -> int:
    """Draft a tentative agreement; give its key.

    The hash that both sides sign is that of the text, or of the document when there is only
    that. A code that is not given is the next free "TA…".

    Raises:
        InvalidInput: a field cannot be read, or a code is taken.
        NotFound: there are no such talks.

    """
    negotiation = records.need(writer, "negotiation", command.negotiation_id)
    given = {name: value for name, value in command.fields.items() if not is_blank(value)}
    fields: dict[str, object] = {
        "handling": "parties",
        "contingent": negotiation.ta_contingent_on_whole,
        "code": next_code(writer, negotiation.id),
        **given,
        "negotiation_id": negotiation.id,
    }
    document_id = fields.get("document_id")
    if isinstance(document_id, int) and "language" not in given and "text_hash" not in given:
        fields["text_hash"] = records.need(writer, "document", document_id).sha256
    key = records.create(writer, "tentative_agreement", fields)
    agreement = records.need(writer, "tentative_agreement", key)
    marks = {n: getattr(agreement, n) for n in ("handling", "confidence_of_id", "embargo_until")}
    for issue_id in dict.fromkeys(command.issue_ids):
        writer.insert("agreement_issue", agreement_id=key, issue_id=issue_id, **marks)
    for proposal_id in dict.fromkeys(command.based_on):
        writer.insert("agreement_basis", agreement_id=key, proposal_id=proposal_id, **marks)
    return key


def sign(writer: RecordWriter, agreement_id: int, raw: Mapping[str, object]) -> int:
    """Record a signature under the text now on record; give its key.

    Args:
        writer: the open change.
        agreement_id: the agreement.
        raw: ``participant_id``, ``person_id``, ``date`` and, if known, ``method``.

    Raises:
        InvalidInput: a field is missing or cannot be read, or there is no text to sign.
        NotFound: there is no such agreement.

    """
    agreement = records.need(writer, "tentative_agreement", agreement_id)
    if not agreement.text_hash:
        message = f"{agreement.code} has no text yet. Record the text before it is signed."
        raise InvalidInput([FieldProblem("agreement_id", message)])
    fields: dict[str, object] = {
        "handling": agreement.handling,
        "confidence_of_id": agreement.confidence_of_id,
        "text_hash": agreement.text_hash,
        **raw,
        "agreement_id": agreement_id,
    }
    return records.create(writer, "signoff", fields)


def approve(writer: RecordWriter, agreement_id: int, raw: Mapping[str, object]) -> int:
    """Record a vote or adoption; give its key.

    Args:
        writer: the open change.
        agreement_id: the agreement.
        raw: ``body`` and ``result``, and what is known of the vote.

    Raises:
        InvalidInput: a field is missing or cannot be read.
        NotFound: there is no such agreement.

    """
    agreement = records.need(writer, "tentative_agreement", agreement_id)
    fields: dict[str, object] = {
        "handling": agreement.handling,
        "confidence_of_id": agreement.confidence_of_id,
        **raw,
        "agreement_id": agreement_id,
    }
    return records.create(writer, "approval", fields)


def next_code(view: RecordView, negotiation_id: int) -> str:
    """Give the next free code of the form "TA<number>" in these talks."""
    found = view.where("tentative_agreement", negotiation_id=negotiation_id)
    numbers = [int(m[1]) for a in found if (m := re.fullmatch(r"(?i)ta(\d{1,9})", a.code))]
    return f"TA{max(numbers, default=0) + 1}"
