"""`log`: a session or a proposal, from options or from a small file."""

from typing import Any

from negotiation_tracker.cli import session_file
from negotiation_tracker.cli.arguments import (
    Parser,
    UsageError,
    add_json,
    add_negotiation,
    add_store,
)
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.changes import write_change
from negotiation_tracker.cli.columns import says
from negotiation_tracker.cli.fields import field_named, parted, reference
from negotiation_tracker.cli.table_talk import Talk
from negotiation_tracker.cli.wording import mediator_name, when
from negotiation_tracker.model.record import Record
from negotiation_tracker.rules.wording import participant_name
from negotiation_tracker.services.commands import LogProposal, LogSession
from negotiation_tracker.services.workspace import Workspace

_SESSION_FIELDS = (
    ("--date", "DATE", "when; may be rough: “17 Jan 2019”, “Aug 2018”, “last Thursday”"),
    ("--kind", "KIND", "form of the meeting, such as joint, mediation-joint or caucus"),
    ("--status", "STATUS", "whether it took place (otherwise held)"),
    ("--number", "N", "number of the session (otherwise the next one)"),
    ("--place", "TEXT", "where"),
    ("--scheduled-start", "TIME", "time announced"),
    ("--time-in", "TIME", "when it began"),
    ("--time-out", "TIME", "when it ended"),
    ("--summary", "TEXT", "what happened, in a few lines"),
    ("--next-date", "DATE", "next date as agreed"),
    ("--next-time", "TIME", "next time as agreed"),
    ("--next-place", "TEXT", "next place as agreed"),
    ("--handling", "LEVEL", "who may see it (otherwise the parties)"),
)
_PROPOSAL_FIELDS = (
    ("--code", "CODE", "short name (otherwise the next free P…)"),
    ("--title", "TEXT", "what it is about"),
    ("--date", "DATE", "when it was passed; may be rough"),
    ("--time", "TIME", "clock time"),
    ("--kind", "KIND", "what it is, such as proposal, counter or lbfo"),
    ("--formality", "LEVEL", "how it counts, such as formal, supposal or off-record"),
    ("--channel", "CHANNEL", "how it was passed"),
    ("--valid-until", "DATE", "when it expires"),
    ("--note", "TEXT", "anything worth knowing"),
    ("--handling", "LEVEL", "who may see it (otherwise the parties)"),
)


def describe(parser: Parser) -> None:
    """Add the arguments of `log session` and `log proposal`."""
    parser.add_verbs()
    session = parser.add_verb("session", _SESSION)
    _add_fields(session, _SESSION_FIELDS)
    session.add_argument(
        "--mediator", metavar="NAME", help="mediator in charge; new ones are added"
    )
    _add_many(session, "--attendee", "SIDE: NAME", "who was there: “u: Pat Example, chief”")
    _add_many(session, "--entry", "LINE", "line of the log: “12:04 u: text”")
    _add_many(session, "--proposal", "OFFER", "“u: wages = 6.5%% over 3 years; hours = 35”")
    _add_many(session, "--owed", "LINE", "what is owed: “e: send the figures by 27 Mar 2023”")
    session.epilog = _FILE_HELP
    proposal = parser.add_verb("proposal", _PROPOSAL)
    proposal.add_argument(
        "--from", dest="maker", metavar="SIDE", help="who makes it: u, e or a name"
    )
    _add_fields(proposal, _PROPOSAL_FIELDS)
    _add_many(proposal, "--item", "ISSUE = WHAT", "“wages = 6.5%% over 3 years”")
    _add_many(proposal, "--counters", "CODE", "proposal that it answers")
    proposal.add_argument("--session", metavar="REF", help="session it was passed at")
    for sub in (session, proposal):
        _add_many(sub, "--set", "FIELD=VALUE", "any other field")
        name = "--from" if sub is session else "--file"
        sub.add_argument(name, dest="file", metavar="FILE", help="read TOML or JSON; - for stdin")
        add_store(sub)
        add_negotiation(sub)
        add_json(sub)


_SESSION = "Log a session. Only the date is required."
_PROPOSAL = "Log a proposal. Only who makes it is required."
_FILE_HELP = """\
Sides are u (union), e (employer) or the name of a participant. An offer may have a code and
say what it answers: “u as P7 counters P6: wages = 6.5% over 3 years”.

A file given with --from holds any of these; options add to it:
  date = "17 Jan 2019"
  place = "City Hall"
  mediator = "Pat Example"
  attendance = ["u: Alex Sample, chief negotiator", "e: 12 principals"]
  entries = ["12:04 u: opens with class size", "12:30 e: asks for a caucus"]
  proposals = ["u: wages = 6.5% over 3 years", "e: wages = 3%; $500 bonus"]
  follow_ups = ["e: send the enrollment figures by 27 Jan 2019"]
"""


def run(call: Call) -> int:
    """Log what was asked in one step of undo."""
    with call.workspace() as ws:
        negotiation = call.negotiation(ws)
        talk = Talk(negotiation, ws.dossier_of_all())
        given = session_file.read_file(call.args.file, call.streams.read) if call.args.file else {}
        if call.args.what == "session":
            _log_session(call, ws, talk, given)
        else:
            _log_proposal(call, ws, talk, given)
    return 0


def _log_session(call: Call, ws: Workspace, talk: Talk, given: dict[str, Any]) -> None:
    from negotiation_tracker.services import sessions

    command = _session_command(call, talk, given)
    changed = ws.change("Log session", lambda writer: sessions.log(writer, command))
    record = ws.find("session", changed.value)
    _written(call, ws, talk, record)
    write_change(call, ws, "Saved", changed.change, record)


def _session_command(call: Call, talk: Talk, given: dict[str, Any]) -> LogSession:
    lists = {
        name: [*session_file.listed(name, given.pop(name, None)), *getattr(call.args, option)]
        for name, option in (
            ("attendance", "attendee"),
            ("entries", "entry"),
            ("proposals", "proposal"),
            ("follow_ups", "owed"),
        )
    }
    mediator = call.args.mediator or given.pop("mediator", "")
    given.pop("mediator", None)
    fields = _fields(call, talk, "session", given, _SESSION_FIELDS)
    engagement = _engagement(talk, mediator)
    if engagement is not None:
        fields["engagement_id"] = engagement.id
    elif mediator:
        talk.new.append(f"mediator “{mediator}”")
    return LogSession(
        talk.negotiation.id,
        fields,
        attendance=session_file.each(
            session_file.attendance, talk, "attendance", lists["attendance"]
        ),
        entries=session_file.each(session_file.entry, talk, "entries", lists["entries"]),
        proposals=session_file.each(session_file.offer, talk, "proposals", lists["proposals"]),
        follow_ups=session_file.each(session_file.owed, talk, "follow_ups", lists["follow_ups"]),
        new_mediator="" if engagement is not None else mediator,
    )


def _log_proposal(call: Call, ws: Workspace, talk: Talk, given: dict[str, Any]) -> None:
    from negotiation_tracker.services import proposals

    if call.args.maker:
        given["from"] = call.args.maker
    if given.get("from") is None:
        raise UsageError("Who makes the proposal? Add --from with u, e or a name.")
    for name, added in (("items", call.args.item), ("counters", call.args.counters)):
        given[name] = [*session_file.listed(name, given.get(name)), *added]
    shared: dict[str, Any] = {
        key: given.pop(key) for key in ("from", "to", "items", "counters") if key in given
    }
    fields = _fields(call, talk, "proposal", given, _PROPOSAL_FIELDS)
    if call.args.session:
        kind = talk.dossier.catalogue["proposal"]
        session = reference(
            kind.field("session_id"), call.args.session, talk.dossier, talk.negotiation.id
        )
        fields["session_id"] = session
    command: LogProposal = session_file.offer(talk, {**fields, **shared})
    changed = ws.change("Log proposal", lambda writer: proposals.log(writer, command))
    record = ws.find("proposal", changed.value)
    _written(call, ws, talk, record)
    write_change(call, ws, "Saved", changed.change, record)


def _written(call: Call, ws: Workspace, talk: Talk, record: Record | None) -> None:
    """Say what was added unasked, and how the record reads now."""
    for what in dict.fromkeys(talk.new):
        call.warn(f"Note: the record did not know the {what}; it was added.")
    if call.wants_json or record is None:
        return
    dossier = ws.dossier(talk.negotiation.id)
    offers = [record]
    if record.table == "session":
        call.say(f"Session of {when(record.date)}, ref {record.uid[:8]}")
        offers = dossier.where("proposal", session_id=record.id)
    for offer in offers:
        maker = participant_name(dossier, offer.from_id)
        call.say(f"{offer.code} from {maker}: {says(offer, dossier)}")


def _fields(
    call: Call,
    talk: Talk,
    kind_name: str,
    given: dict[str, Any],
    options: tuple[tuple[str, str, str], ...],
) -> dict[str, object]:
    """Put together the fields of a file, of options and of --set; later ones count."""
    kind = talk.dossier.catalogue[kind_name]
    typed = dict(given)
    for option, _, _ in options:
        name = option.removeprefix("--").replace("-", "_")
        value = getattr(call.args, name)
        if value is not None:
            typed[name] = value
    for assignment in call.args.set:
        name, value = parted(assignment)
        typed[name] = value
    fields: dict[str, object] = {}
    for name, value in typed.items():
        field = field_named(kind, name)
        fields[field.name] = (
            reference(field, str(value), talk.dossier, talk.negotiation.id) if field.ref else value
        )
    return fields


def _engagement(talk: Talk, name: str) -> Record | None:
    wanted = " ".join(name.casefold().split())
    found = talk.dossier.where("mediator_engagement", negotiation_id=talk.negotiation.id)
    for engagement in found:
        if wanted and mediator_name(engagement, talk.dossier).casefold() == wanted:
            return engagement
    return None


def _add_fields(parser: Parser, fields: tuple[tuple[str, str, str], ...]) -> None:
    for option, metavar, about in fields:
        parser.add_argument(option, metavar=metavar, help=about)


def _add_many(parser: Parser, option: str, metavar: str, about: str) -> None:
    parser.add_argument(
        option, metavar=metavar, action="append", default=[], help=f"{about}; may be repeated"
    )
