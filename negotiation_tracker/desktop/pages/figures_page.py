"""Numbers somebody gave, side by side, and the questions on which accounts differ."""

from negotiation_tracker.desktop.pages.page import PageContext
from negotiation_tracker.desktop.widgets.record_list_detail import RecordPane, plain_adder
from negotiation_tracker.desktop.widgets.record_list_tabs import RecordTabs
from negotiation_tracker.model.record import RecordWriter


class FiguresPage(RecordTabs):
    """Figures with hedge, population and account; disputes with all accounts, none preferred."""

    key = "figures"
    title = "Figures"

    def __init__(self, context: PageContext) -> None:
        super().__init__(
            context,
            [
                ("&Figures", RecordPane(context, "figure", _add_figure)),
                ("&Where accounts differ", RecordPane(context, "dispute", plain_adder("dispute"))),
            ],
        )


def _add_figure(writer: RecordWriter, negotiation_id: int, raw: dict[str, object]) -> int:
    from negotiation_tracker.services import figures

    return figures.add(writer, negotiation_id, raw)
