"""Takes an import back by its effects: what it made is removed, what it changed is set back (handbook H2.4).

A row of the file stands or falls as a whole. It stays where something came to lean on what it made, or
where somebody changed meanwhile what it had set: nobody's work is lost, and nothing hangs in the air.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import models
from django.db.models import F, OuterRef, QuerySet, Subquery

from salesops.exchange.choices import RowAction
from salesops.exchange.dependents import relations_to
from salesops.exchange.models import ImportEffect
from salesops.exchange.obstacles import Obstacles, effects_on, has_revision, in_chunks, typed
from salesops.exchange.undo import STEP, UndoContext, UndoPlan
from salesops.workflow.selectors.recorded import as_recorded
from salesops.workflow.services.deeds import Deed, record_deeds

_BECAUSE = "whoever may undo the import may see what it did"


class EffectUndo:
    """One look at what an import left, and its undoing.

    A room names the models that it writes, what points before what is pointed to, and as `parts` the models whose rows
    go with their owner, count for nothing and have no history of their own. `joined` names the related
    rows that its words need.
    """

    written: tuple[type[models.Model], ...] = ()
    parts: tuple[type[models.Model], ...] = ()
    joined: Mapping[type[models.Model], tuple[str, ...]] = {}

    def __init__(self, context: UndoContext) -> None:
        self.context = context
        self.effects: QuerySet[ImportEffect] = ImportEffect.objects.unscoped(because=_BECAUSE).filter(
            run_id=context.run_id
        )
        self._staying: set[int] = set()

    def look(self) -> UndoPlan:
        if self.context.is_writing:
            self._lock()
        obstacles = Obstacles(self.effects, self.written, self.parts)
        obstacles.find()
        self.find_more(obstacles)
        obstacles.follow_leans()
        self._staying = set(obstacles.by_row)
        made, changed = self._rows(RowAction.CREATED), self._rows(RowAction.CHANGED)
        return UndoPlan(
            removed=len(made - self._staying),
            restored=len(changed - made - self._staying),
            kept=len(self._staying),
            obstacles=sorted(obstacles.by_row.values(), key=lambda obstacle: obstacle.row),
        )

    def apply(self) -> None:
        """Removing comes first, as what is set back may need the place of what goes."""
        for action, undo in ((RowAction.CREATED, self._remove), (RowAction.CHANGED, self._restore)):
            for model in self.written:
                for effects in in_chunks(effects_on(self.effects, model, action)):
                    free = [effect for effect in effects if effect.row not in self._staying]
                    if free:
                        undo(model, free)
                    self.context.go_on(len(effects))

    def find_more(self, obstacles: Obstacles) -> None:
        """The room's own reasons why a row must stay."""

    def subject_of(self, obj: models.Model) -> models.Model | None:
        """Whose history tells of the object; parts have none."""
        return obj if has_revision(type(obj)) else None

    def told(self, obj: models.Model, names: Iterable[str]) -> dict[str, str]:
        """What the history says of the object as it stands."""
        return {name: as_recorded(obj, name) for name in names}

    def _lock(self) -> None:
        """Take all rows in one order; what others change from now on waits for the end."""
        for model in self.written:
            ids = effects_on(self.effects, model).values("object_id")
            rows = model._base_manager.filter(pk__in=ids).order_by("pk").select_for_update()
            for _ in rows.values_list("pk").iterator():
                pass

    def _rows(self, action: RowAction) -> set[int]:
        """The file's rows that made something, or changed something."""
        labels = [model._meta.label_lower for model in self.written if model not in self.parts]
        effects = self.effects.filter(object_type__in=labels, action=action)
        return set(effects.values_list("row", flat=True))

    def _objects(self, model: type[models.Model], effects: Sequence[ImportEffect]) -> dict[int, models.Model]:
        rows = model._base_manager.select_related(*self.joined.get(model, ()))
        return rows.in_bulk([effect.object_id for effect in effects])

    def _remove(self, model: type[models.Model], effects: Sequence[ImportEffect]) -> None:
        """In single statements without cascades: what came to point at a row makes the database refuse."""
        objects = self._objects(model, effects)
        self._record((obj, self.told(obj, ()), {}) for obj in objects.values())
        for key in relations_to(model):
            if key.model in self.parts:
                _delete(key.model._base_manager.filter(**{f"{key.name}__in": list(objects)}))
        _delete(model._base_manager.filter(pk__in=list(objects)))

    def _restore(self, model: type[models.Model], effects: Sequence[ImportEffect]) -> None:
        objects = self._objects(model, effects)
        names = sorted({name for effect in effects for name in effect.before if name != "id"})
        related = _related(model, names, effects, objects.values())
        untouched = [e.object_id for e in effects if _revision(objects.get(e.object_id)) == e.revision]
        deeds = []
        for effect in effects:
            is_back = effect.object_id not in objects
            obj = objects.setdefault(effect.object_id, model())
            before = {} if is_back else self.told(obj, effect.before)
            for name, value in effect.before.items():
                _set(obj, name, typed(obj, name, value), related)
            deeds.append((obj, before, self.told(obj, effect.before)))
        self._save(model, list(objects.values()), names)
        self._record(deeds)
        if has_revision(model):
            self._follow_revisions(model, untouched)

    def _save(self, model: type[models.Model], objects: list[models.Model], names: list[str]) -> None:
        """One upsert, as the import itself writes; an open form on an object is told by its revision."""
        if has_revision(model):
            names = [*names, "revision"]
            for obj in objects:
                obj.revision += 1
        model._default_manager.bulk_create(objects, update_conflicts=True, unique_fields=["id"], update_fields=names)

    def _follow_revisions(self, model: type[models.Model], ids: list[int]) -> None:
        """An object that nothing else touched stands again as an earlier import left it: let that one know."""
        now = model._base_manager.filter(pk=OuterRef("object_id")).values("revision")
        earlier = ImportEffect.objects.unscoped(because=_BECAUSE).exclude(run_id=self.context.run_id)
        earlier = effects_on(earlier, model).filter(object_id__in=ids, revision=Subquery(now) - 2)
        earlier.update(revision=F("revision") + 2)

    def _record(self, stories: Iterable[tuple[models.Model, Mapping[str, str], Mapping[str, str]]]) -> None:
        """One deed for each subject, with the old and new texts of all its objects."""
        changes: dict[models.Model, dict[str, tuple[str, str]]] = {}
        for obj, before, after in stories:
            subject = self.subject_of(obj)
            if subject is not None:
                told = {name: (before.get(name, ""), after.get(name, "")) for name in before | after}
                changes.setdefault(subject, {}).update({n: pair for n, pair in told.items() if pair[0] != pair[1]})
        context = self.context
        deeds = [Deed(subject, told) for subject, told in changes.items()]
        record_deeds(deeds, STEP, actor=context.actor, at=context.at, reason=context.reason)


def _related(
    model: type[models.Model], names: list[str], effects: Sequence[ImportEffect], objects: Iterable[models.Model]
) -> dict[str, dict[Any, models.Model]]:
    """The rows that foreign keys point to, before and after, so that texts need no query each."""
    models.prefetch_related_objects(list(objects), *_keys(model, names))
    return {
        name: model._meta.get_field(name).related_model._base_manager.in_bulk(
            {effect.before[name] for effect in effects if effect.before.get(name) is not None}
        )
        for name in _keys(model, names)
    }


def _revision(obj: models.Model | None) -> int | None:
    return getattr(obj, "revision", None)


def _keys(model: type[models.Model], names: list[str]) -> list[str]:
    return [name for name in names if model._meta.get_field(name).is_relation]


def _set(obj: models.Model, name: str, value: Any, related: Mapping[str, Mapping[Any, models.Model]]) -> None:
    """Set a value; a key whose row is gone is set all the same, and the database refuses."""
    setattr(obj, obj._meta.get_field(name).attname, value)
    if name in related and value in related[name]:
        setattr(obj, name, related[name][value])


def _delete(rows: QuerySet) -> None:
    rows._raw_delete(rows.db)
