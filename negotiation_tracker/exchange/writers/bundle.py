"""Writes records as a JSON bundle that can be read back without loss.

One record to a line, kinds in the catalogue's order, records by identifier: the same records give
the same bytes, whatever store they come from. References name the record's identifier.
"""

import json

from negotiation_tracker.exchange.columns import Columns
from negotiation_tracker.exchange.released_fields import released
from negotiation_tracker.exchange.schema import FORMAT, VERSION
from negotiation_tracker.model.handling import Audience
from negotiation_tracker.model.record import Dossier

LEFT_OUT = frozenset({"export_log"})
"""Kinds that are no part of the record: writing a bundle must not change the next one."""


def write(dossier: Dossier, audience: Audience) -> bytes:
    """Write every record of the dossier with the fields this audience may have."""
    head = {"format": FORMAT, "schema": VERSION, "audience": audience.value}
    lines = [f"{json.dumps(name)}: {json.dumps(value)}," for name, value in head.items()]
    kinds = []
    for kind in dossier.catalogue.kinds:
        fields = released(dossier.catalogue, kind, audience)
        records = sorted(dossier.all(kind), key=lambda r: r.uid)
        if not records or not fields or kind in LEFT_OUT:
            continue
        columns = Columns(dossier, records)
        line = "{" + ",".join(f"{json.dumps(f.name)}:%s" for f in fields) + "}"
        texts = zip(*(columns.json(field) for field in fields), strict=True)
        # A list that Python makes lets other threads run in between; a map in one call does not.
        rows = ",\n".join([line % values for values in texts])
        kinds.append(f"{json.dumps(kind)}: [\n{rows}\n]")
    body = ",\n".join(kinds)
    return ("{\n" + "\n".join(lines) + '\n"records": {\n' + body + "\n}\n}\n").encode("utf-8")
