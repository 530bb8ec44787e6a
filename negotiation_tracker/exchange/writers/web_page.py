"""Writes a history as one web page that needs nothing else: no script, no font, no network."""

from negotiation_tracker import paths
from negotiation_tracker.exchange.document import HistoryDocument
from negotiation_tracker.exchange.drawing import drawn


def write(documents: tuple[HistoryDocument, ...]) -> bytes:
    """Write the page; every text is escaped, and no text becomes a link."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(paths.resources_folder()),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    page = environment.get_template("history.html.j2").render(drawn(documents))
    return page.encode("utf-8")
