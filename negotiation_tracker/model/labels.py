"""The words a person reads for stored values; imports nothing, so that every list can use it."""

_LABELS = {
    "k12": "K-12 schools",
    "transport_rla": "transport (RLA)",
    "other_state": "other state law",
    "lbfo": "last, best and final offer",
    "ta": "tentative agreement",
    "ta_signed": "tentative agreement signed",
    "ta_whole": "tentative agreement on the whole",
    "ta_reached": "tentative agreement reached",
    "draft_ta": "draft tentative agreement",
    "upc_filed": "unfair practice charge filed",
    "upc_complaint": "complaint issued on unfair practice charge",
    "upc_pending": "unfair practice charge pending",
    "info_request": "information request",
    "info_response": "information response",
    "off_record": "off the record",
    "off_record_start": "off the record from here",
    "off_record_end": "back on the record",
    "wage_pct": "wages, percent",
    "wage_flat_year": "wages, flat amount a year",
    "wage_hour": "wages, amount an hour",
    "bonus_pct": "bonus, percent",
    "bonus_flat": "bonus, flat amount",
    "contribution_pct": "contribution, percent",
    "contribution_flat": "contribution, flat amount",
    "duration_years": "duration, years",
    "health_safety": "health and safety",
    "hours_workload": "hours and workload",
    "no_strike": "no-strike clause",
    "factfinding": "fact-finding",
    "post_factfinding": "after fact-finding",
    "factfinding_requested": "fact-finding requested",
    "factfinding_hearing": "fact-finding hearing",
    "factfinding_report_received": "fact-finding report received",
    "factfinding_published": "fact-finding report published",
    "factfinder_recommendation": "fact-finder's recommendation",
    "mediator_proposal": "mediator's proposal",
    "first_hand": "first hand",
    "co_party": "co-party",
    "no_proposal_yet": "no proposal yet",
}


def label(value: str) -> str:
    """Give the words a person reads for a stored value: ``at_table`` becomes "at table"."""
    text = str(value)
    return _LABELS.get(text, text.replace("_", " "))
