"""`show history`: the whole history for an audience, as the text of the export."""

from negotiation_tracker.cli.call import Call
from negotiation_tracker.services import exports


def write(call: Call) -> None:
    """Write the history of one negotiation; with --json the bundle of its records."""
    with call.workspace() as ws:
        negotiation = call.negotiation(ws)
        request = exports.ExportRequest(
            negotiation_ids=(negotiation.id,),
            reader=call.reader(),
            format=exports.Format.JSON if call.wants_json else exports.Format.MARKDOWN,
            as_of=call.as_of,
            known_by=call.known_by,
        )
        text = exports.render(exports.prepare(ws, request)).decode("utf-8")
    if call.wants_json:
        call.streams.out.write(text)
    else:
        call.say(text.rstrip("\n"))
