"""The words in which promotions and launches are asked for (handbook H6)."""

from datetime import date, timedelta

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from promotions.choices import (
    ANNOUNCED,
    ApprovalLevel,
    LaunchStatus,
    LaunchStoreState,
    OpenBecause,
    PromotionPhase,
    PromotionStatus,
    ShareStatus,
)
from promotions.effect_choices import SummaryStatus
from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from salesops.accounts.scoping import ScopedQuerySet


class PromotionQuerySet(models.QuerySet):
    """A center sees what was announced to one of its stores; its manager also what the center itself plans."""

    def visible_to(self, actor: Actor):
        if actor is None:
            return self.none()
        if actor.sees_all:
            return self
        places = self.model._meta.get_field("stores").related_model.objects.visible_to(actor)
        seen = Q(status__in=ANNOUNCED, pk__in=places.values("promotion"))
        if actor.is_manager and actor.center_id is not None:
            seen |= Q(center=actor.center_id)
        return self.filter(seen)

    def published(self):
        """Announced to the stores and not taken back; what ended and was closed stays so."""
        return self.filter(status__in=(PromotionStatus.PUBLISHED, PromotionStatus.CLOSED))

    def standing(self):
        """Planned or announced: what other promotions may clash with."""
        return self.exclude(status=PromotionStatus.CANCELLED)

    def within(self, start: date, end: date):
        """Running on some day from start to end, both included."""
        return self.filter(starts_on__lte=end, ends_on__gte=start)

    def in_phase(self, phase: str, on: date):
        """Published ones that are ahead, running or ended on a day."""
        days = {
            PromotionPhase.AHEAD: Q(starts_on__gt=on),
            PromotionPhase.RUNNING: Q(starts_on__lte=on, ends_on__gte=on),
            PromotionPhase.ENDED: Q(ends_on__lt=on),
        }
        return self.published().filter(days[PromotionPhase(phase)])

    def to_approve(self, actor: Actor):
        """Handed in, and this person's to decide first: no higher level, no lower one."""
        submitted = self.visible_to(actor).filter(status=PromotionStatus.SUBMITTED)
        level = {
            Role.MANAGER: ApprovalLevel.MANAGER,
            Role.MARKETING: ApprovalLevel.MARKETING,
            Role.HQ: ApprovalLevel.HQ,
        }.get(actor.role)
        return submitted.filter(approval_level=level) if level else submitted.none()

    def to_mend(self, actor: Actor):
        """Came back to the one who planned them."""
        return self.visible_to(actor).filter(status=PromotionStatus.RETURNED, created_by=actor.user_id)

    def to_close(self, actor: Actor, on: date):
        """Ended, and their costs are still open to be booked."""
        mine = Q(center=actor.center_id) if actor.is_manager else Q(center__isnull=True)
        return self.visible_to(actor).filter(mine, status=PromotionStatus.PUBLISHED, ends_on__lt=on)

    def to_sum_up(self, actor: Actor):
        """Ended and measured; their planner has not said what worked yet."""
        mine = Q(center=actor.center_id) if actor.is_manager else Q(center__isnull=True)
        return self.visible_to(actor).filter(mine, summary__status=SummaryStatus.OPEN, summary__is_final=True)


class SummaryQuerySet(models.QuerySet):
    """A summary is seen with its promotion."""

    def visible_to(self, actor: Actor):
        promotions = self.model._meta.get_field("promotion").related_model.objects.visible_to(actor)
        return self.filter(promotion__in=promotions.order_by().values("pk"))


class SummaryPartQuerySet(ScopedQuerySet):
    def that_count(self):
        """By the method that counts, of promotions whose days after are over."""
        return self.filter(method=F("summary__method"), summary__is_final=True, baseline__gt=0)

    def widest_for(self, actor: Actor):
        """Over all that a person may see at once: everything, or its own center."""
        return self.visible_to(actor).filter(center__isnull=actor.sees_all)


BECAUSE = "about rows that were seen already"


class LaunchQuerySet(models.QuerySet):
    """Launches are the company's; a center sees those that were offered to it, a rep those of its stores."""

    def visible_to(self, actor: Actor):
        if actor is None:
            return self.none()
        if actor.sees_all:
            return self
        shares = self.model._meta.get_field("centers").related_model.objects.visible_to(actor)
        places = self.model._meta.get_field("stores").related_model.objects.visible_to(actor)
        mine = Q(pk__in=shares.values("launch")) | Q(pk__in=places.values("launch"))
        return self.exclude(status=LaunchStatus.DRAFT).filter(mine)

    def published(self):
        return self.filter(status=LaunchStatus.PUBLISHED)

    def to_answer(self, actor: Actor):
        """Offered, with a share of the actor's own center that waits for its answer."""
        return self._with_share(actor, ShareStatus.WAITING) if actor.is_manager else self.none()

    def to_mend(self, actor: Actor):
        """Offered, with a share that a center sent back."""
        return self._with_share(actor, ShareStatus.RETURNED)

    def to_publish(self, actor: Actor):
        """Accepted by every center."""
        offered = self.visible_to(actor).filter(status=LaunchStatus.OFFERED)
        return offered.exclude(pk__in=self._shares().exclude(status=ShareStatus.ACCEPTED).values("launch"))

    def behind(self, actor: Actor, on: date):
        """Published, with a center whose alarm was raised in this week."""
        alarms = apps.get_model("promotions", "LaunchAlarm").objects.visible_to(actor)
        this_week = alarms.filter(week_on=on - timedelta(days=on.weekday()))
        return self.visible_to(actor).published().filter(pk__in=this_week.values("launch"))

    def untrained(self, actor: Actor, on: date):
        """Offered or published, not over, with somebody in a target store who never passed the launch's course."""
        here = apps.get_model("promotions", "LaunchStore").objects.visible_to(actor)
        held = apps.get_model("promotions", "Assignment").objects.visible_to(actor).holding_on(on)
        passed = (
            apps.get_model("promotions", "TrainingResult")
            .objects.unscoped(because=BECAUSE)
            .filter(
                promoter=OuterRef("promoter"),
                session__course=OuterRef(OuterRef("course")),
                session__held_on__lte=on,
                score__gte=OuterRef(OuterRef("course__pass_score")),
            )
        )
        targets = here.filter(launch=OuterRef(OuterRef("pk")), store=OuterRef("store"))
        open_ones = self.visible_to(actor).filter(
            status__in=(LaunchStatus.OFFERED, LaunchStatus.PUBLISHED), course__isnull=False, ends_on__gte=on
        )
        return open_ones.filter(Exists(held.filter(Exists(targets)).exclude(Exists(passed))))

    def _with_share(self, actor: Actor, status: str):
        shares = apps.get_model("promotions", "LaunchCenter").objects.visible_to(actor).filter(status=status)
        return self.visible_to(actor).filter(status=LaunchStatus.OFFERED, pk__in=shares.values("launch"))

    def _shares(self):
        return apps.get_model("promotions", "LaunchCenter").objects.unscoped(because=BECAUSE)

    def within(self, start: date, end: date):
        """With some of their weeks from start to end, both included."""
        return self.filter(starts_on__lte=end, ends_on__gte=start)


class OfLaunchQuerySet(models.QuerySet):
    """What belongs to a launch is seen with it."""

    def visible_to(self, actor: Actor):
        launches = self.model._meta.get_field("launch").related_model.objects.visible_to(actor)
        return self.filter(launch__in=launches.values("pk"))


class SellInQuerySet(ScopedQuerySet):
    def taken(self):
        """Records with which a store ordered some."""
        return self.filter(quantity__gt=0)


class LaunchStoreQuerySet(ScopedQuerySet):
    def with_state(self):
        """Add whether every model was sold in, and whether every one stands on display."""
        return self.annotate(
            is_sold_in=~Exists(self._models_without(quantity__gt=0)),
            is_displayed=~Exists(self._models_without(is_displayed=True)),
        )

    def to_do(self):
        """Stores that lack a model still, or its display."""
        return self.with_state().exclude(is_sold_in=True, is_displayed=True)

    def in_state(self, state: str):
        """Of rows with their state, those that have come so far and no further."""
        if state == LaunchStoreState.OPEN:
            return self.filter(is_sold_in=False)
        return self.filter(is_sold_in=True, is_displayed=state == LaunchStoreState.DONE)

    def open_because(self, reason: str):
        """Of rows with their sell-in, the open ones whose last refusal says this, or that refused nothing."""
        rows = self.filter(is_sold_in=False)
        if reason not in OpenBecause.values:
            return rows.filter(last_refusal=reason)
        visits = apps.get_model("visits", "Visit").objects.unscoped(because=BECAUSE)
        since = visits.filter(store=OuterRef("store"), visited_on__gte=OuterRef("launch__starts_on"))
        was_there = Exists(since) if reason == OpenBecause.NOTHING_SAID else ~Exists(since)
        return rows.filter(was_there, last_refusal="")

    def with_sell_in(self):
        """Add the state, what was sold in and when last, and the last refusal."""
        records = apps.get_model("promotions", "SellIn").objects.unscoped(because=BECAUSE)
        mine = records.filter(launch=OuterRef("launch"), store=OuterRef("store"))
        total = mine.order_by().values("store").annotate(units=Sum("quantity")).values("units")
        return self.with_state().annotate(
            sold_in=Coalesce(Subquery(total), 0),
            last_said_on=Subquery(mine.order_by("-done_on", "-pk").values("done_on")[:1]),
            last_refusal=Coalesce(
                Subquery(mine.exclude(refusal="").order_by("-done_on", "-pk").values("refusal")[:1]), Value("")
            ),
        )

    def _models_without(self, **said):
        """Models of the launch of which the store has no such record."""
        models_of_launch = apps.get_model("promotions", "LaunchModel").objects
        records = apps.get_model("promotions", "SellIn").objects.unscoped(because=BECAUSE)
        at_store = records.filter(launch=OuterRef("launch"), model=OuterRef("model"), store=OuterRef(OuterRef("store")))
        return models_of_launch.filter(launch=OuterRef("launch")).exclude(Exists(at_store.filter(**said)))
