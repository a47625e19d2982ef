"""Whom a launch's moves concern: deadlines for the centers' answers, and words to managers and reps (H6.1)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from promotions.models import Launch, LaunchCenter, LaunchStore
from salesops.accounts.choices import Role
from salesops.accounts.models import User
from salesops.notices.services import tell
from salesops.periods.choices import DeadlineKind
from salesops.periods.models import Deadline
from salesops.periods.month import Month
from salesops.periods.services import drop_deadlines, meet_deadline, reopen_deadline, set_deadlines


def ask_centers(launch: Launch, shares: Sequence[LaunchCenter], *, at: datetime) -> None:
    """Set each center manager the deadline for its answer, and say so."""
    managers = managers_of(share.center_id for share in shares)
    owing = [(share, managers[share.center_id][0]) for share in shares if managers.get(share.center_id)]
    set_deadlines(_deadline(launch, share, manager) for share, manager in owing)
    for share in shares:
        reopen_deadline(DeadlineKind.LAUNCH, _month(launch), share.pk)
        ask_center(launch, share, managers.get(share.center_id, []), at=at)


def ask_center(launch: Launch, share: LaunchCenter, managers: Sequence[User], *, at: datetime) -> None:
    tell(
        [manager.pk for manager in managers],
        "launch_offered",
        values={"launch": launch.name, "quantity": share.quantity, "due_on": answer_due(launch).isoformat()},
        url=share.get_absolute_url(),
        dedupe_key=f"launch_offered:{share.pk}:{share.revision}",
        at=at,
    )


def note_answer(launch: Launch, share: LaunchCenter, *, at: datetime) -> None:
    """The center has answered in time or late; asked again, it owes the answer again."""
    meet_deadline(DeadlineKind.LAUNCH, _month(launch), share.pk, at=at)


def ask_again(launch: Launch, share: LaunchCenter, *, at: datetime) -> None:
    reopen_deadline(DeadlineKind.LAUNCH, _month(launch), share.pk)
    ask_center(launch, share, managers_of([share.center_id]).get(share.center_id, []), at=at)


def forget_questions(share_ids: Iterable[int]) -> None:
    drop_deadlines(DeadlineKind.LAUNCH, share_ids)


def tell_of_return(share: LaunchCenter, reason: str, *, at: datetime) -> None:
    """Marketing hears that a center sent its share back, and why."""
    tell(
        [share.launch.created_by_id],
        "launch_returned",
        values={"launch": share.launch.name, "center": share.center.name, "reason": reason},
        url=share.get_absolute_url(),
        dedupe_key=f"launch_returned:{share.pk}:{share.revision}",
        at=at,
    )


def tell_of_launch(launch: Launch, *, at: datetime) -> None:
    """The reps of the target stores hear of it."""
    places = LaunchStore.objects.unscoped(because="every rep of a target store is told")
    tell(
        set(places.filter(launch=launch, quantity__gt=0).values_list("store__rep", flat=True)),
        "launch_published",
        values={
            "launch": launch.name,
            "first": launch.starts_on.isoformat(),
            "last": launch.ends_on.isoformat(),
        },
        url=launch.get_absolute_url(),
        dedupe_key=f"launch_published:{launch.pk}",
        at=at,
    )


def managers_of(center_ids: Iterable[int]) -> dict[int, list[User]]:
    """The active managers of centers, in a fixed order. One query."""
    found: dict[int, list[User]] = {}
    for user in User.objects.active().filter(role=Role.MANAGER, center__in=list(center_ids)).order_by("pk"):
        found.setdefault(user.center_id, []).append(user)
    return found


def answer_due(launch: Launch) -> date:
    return launch.answer_due_on or launch.starts_on


def _deadline(launch: Launch, share: LaunchCenter, manager: User) -> Deadline:
    return Deadline(
        kind=DeadlineKind.LAUNCH,
        month=_month(launch).first_day,
        subject_id=share.pk,
        subject=launch.name,
        url=share.get_absolute_url(),
        center=share.center,
        rep=manager,
        due_on=answer_due(launch),
    )


def _month(launch: Launch) -> Month:
    return Month.of(answer_due(launch))
