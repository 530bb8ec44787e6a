"""What the page of people changes, one step of undo each."""

from collections.abc import Callable, Mapping

from negotiation_tracker.desktop.pages.page import PageContext
from negotiation_tracker.desktop.widgets.mediator_view import StateForm
from negotiation_tracker.desktop.widgets.people_detail import DetailView
from negotiation_tracker.desktop.widgets.people_view import NEW_ORGANIZATION
from negotiation_tracker.model.changes import Changed
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.model.folding import fold
from negotiation_tracker.model.record import RecordView, RecordWriter


class PeopleEdits:
    """Sends changes to the store, with their labels, and shows what was refused where it is."""

    def __init__(self, context: PageContext, refused: Callable[[], object]) -> None:
        """Build one; ``refused`` is called when a change did not stand, to show what does."""
        self._context = context
        self._tasks = context.tasks
        self._refused = refused

    def save(
        self,
        view: DetailView,
        kind: str,
        record_id: int,
        raw: dict[str, object],
        seen: dict[str, object],
    ) -> None:
        """Save fields of a record; the view shows beside them why they were refused."""
        from negotiation_tracker.services import records

        def failed(error: TrackerError) -> None:
            if not view.show_problem(kind, record_id, error):
                self._tasks.default_failed(error)
            self._refused()

        names = list(raw)
        label = self._context.catalogue[kind].field(names[0]).label.lower()
        self._tasks.change(
            f"Edit {label}",
            lambda writer: records.edit(writer, kind, record_id, raw, seen),
            lambda _: view.saved(kind, record_id, names),
            failed,
        )

    def remove(self, kind: str, record_id: int) -> None:
        """Move a record to the trash."""
        from negotiation_tracker.services import records

        def verb(writer: RecordWriter) -> None:
            records.delete(writer, kind, record_id)

        self._tasks.change(f"Delete {self._label(kind)}", verb)

    def merge(self, kind: str, keep: int, gone: int, done: Callable[[], object]) -> None:
        """Merge one record into another."""
        from negotiation_tracker.services import merging

        def merged(_: Changed[int]) -> None:
            done()

        self._tasks.change(
            f"Merge {self._label(kind)}",
            lambda writer: merging.merge(writer, kind, keep, gone),
            merged,
        )

    def add_record(self, kind: str, raw: dict[str, object]) -> None:
        """Add what belongs to a person, a mediator or an organization."""
        self._tasks.change(f"Add {self._label(kind)}", lambda writer: add_record(writer, kind, raw))

    def add_state(self, form: StateForm, engagement_id: int, typed: tuple[str, str, str]) -> None:
        """Add a dated state: state, date as typed, note."""
        from negotiation_tracker.services import mediators

        state, when, note = typed

        def failed(error: TrackerError) -> None:
            if not form.show_problem(error):
                self._tasks.default_failed(error)

        self._tasks.change(
            "Add mediator state",
            lambda writer: mediators.state(writer, engagement_id, state, when, note),
            lambda _: form.clear(),
            failed,
        )

    def add_named(
        self, kind: str, negotiation_id: int, name: str, done: Callable[[str, int], object]
    ) -> None:
        """Add a person, a mediator or an organization by name; one that is known is shown."""
        verbs: dict[str, Callable[[RecordWriter], int]] = {
            "person": lambda w: add_person(w, name),
            "mediator_engagement": lambda w: add_mediator(w, negotiation_id, name),
            "organization": lambda w: add_organization(w, name),
        }

        def added(result: Changed[int]) -> None:
            if result.change.id == 0:
                self._context.window_message(f"{name} is in the record already.")
            done(kind, result.value)

        self._tasks.change(f"Add {self._label(kind)}", verbs[kind], added)

    def _label(self, kind: str) -> str:
        return self._context.catalogue[kind].label.lower()


def add_person(writer: RecordWriter, name: str) -> int:
    """Add a person, or give the one already known by this name."""
    from negotiation_tracker.services import people

    found = people.find(writer, name)
    return people.add(writer, name) if found is None else found.id


def add_organization(writer: RecordWriter, name: str) -> int:
    """Add an organization, or give the one already known by this name."""
    from negotiation_tracker.services import records

    found = _organization(writer, name)
    return records.create(writer, "organization", {"name": name}) if found is None else found


def add_mediator(writer: RecordWriter, negotiation_id: int, name: str) -> int:
    """Engage a mediator: a person by name, or one who is not named."""
    from negotiation_tracker.services import mediators

    raw = {} if name else {"unnamed": True}
    return mediators.engage(writer, negotiation_id, name, raw)


def add_record(writer: RecordWriter, kind: str, raw: Mapping[str, object]) -> int:
    """Add what belongs to a person, a mediator or an organization."""
    from negotiation_tracker.services import records

    fields = dict(raw)
    name = fields.pop(NEW_ORGANIZATION, None)
    if name is not None:
        fields["organization_id"] = add_organization(writer, str(name))
    return records.create(writer, kind, fields)


def _organization(view: RecordView, name: str) -> int | None:
    wanted = " ".join(fold(name).split())
    for organization in view.where("organization"):
        if wanted in (fold(organization.name), fold(organization.short_name)):
            return organization.id
    for alias in view.where("alias"):
        if alias.organization_id is not None and fold(alias.text) == wanted:
            return int(alias.organization_id)
    return None
