"""States and kinds around visits (handbook H4, H5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RouteStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    APPROVED = "approved", _("Approved")
    SUPERSEDED = "superseded", _("Superseded")


class RouteBasis(models.TextChoices):
    """What a route plan was made from: nothing, or the plan in force, of which it keeps most."""

    ANEW = "anew", _("Planned anew")
    KEPT = "kept", _("Keeps the plan in force")


class PlannedVisitStatus(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("visit", "Planned")
    DONE = "done", _("Done")
    MISSED = "missed", _("Missed")
    DROPPED = "dropped", _("Dropped")


class DropReason(models.TextChoices):
    """Why a visit of the plan is not asked for on its day."""

    HOLIDAY = "holiday", _("Holiday")
    CLOSED_STORE = "closed_store", _("Store not open")
    HANDED_OVER = "handed_over", _("Store of another rep")


class MissedReason(models.TextChoices):
    """Why a planned visit did not take place."""

    STORE_SHUT = "store_shut", _("Store was shut")
    NOBODY_THERE = "nobody_there", _("Nobody to talk to")
    DAY_TOO_FULL = "day_too_full", _("The day was too full")
    OTHER_WORK = "other_work", _("Meeting or other work")
    ILL = "ill", _("Ill")
    TRAFFIC = "traffic", _("Traffic or weather")
    OTHER = "other", _("Other")


class VisitStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("visit", "Open")
    CLOSED = "closed", pgettext_lazy("visit", "Closed")
    NO_CHECKOUT = "no_checkout", _("No check-out")


class OutsideReason(models.TextChoices):
    NONE = "", _("—")
    POSITION_WRONG = "position_wrong", _("The store's position is wrong")
    NO_SIGNAL = "no_signal", _("No position signal in the shop")
    MEETING_ELSEWHERE = "elsewhere", _("Met the owner elsewhere")
    OTHER = "other", _("Other")


class VisitStep(models.TextChoices):
    IMAGE = "image", _("Image check")
    STOCK = "stock", _("Stock")
    SALES = "sales", _("Sales")
    PHOTO = "photo", _("Photo")
    MARKET = "market", _("Market findings")
    NEXT = "next", _("Next step")
    POINTS = "points", _("Own points")
    ORDER = "order", _("Order")
    WORK = "work", _("Launches and promotions")
    PREPARE = "prepare", _("Goal")
    OUTSIDE = "outside", _("Outside")
    GREET = "greet", _("Greet the staff")
    TRAIN = "train", _("Train the staff")
    PRICES = "prices", _("Prices on the tags")


# Done by a word or a tick, without figures.
SAID_STEPS = (VisitStep.PREPARE, VisitStep.OUTSIDE, VisitStep.GREET)


class ImeiState(models.TextChoices):
    """What became of a number that was scanned or typed in a visit."""

    KEPT = "kept", _("Kept with the visit")
    SOLD = "sold", _("Booked with the sale")
    TAKEN = "taken", _("Sold already")
    UNKNOWN = "unknown", _("Not sold here before")
    STANDING = "standing", _("A display sample since a later day")
    SPARE = "spare", _("More numbers than pieces")
    WRONG = "wrong", _("No IMEI: a digit is wrong")


IMEIS_TO_MEND = (ImeiState.TAKEN, ImeiState.UNKNOWN, ImeiState.STANDING, ImeiState.SPARE, ImeiState.WRONG)


class ItemKind(models.TextChoices):
    COUNT = "count", _("Counted")
    LEVEL = "level", _("Scored level")


class ReportKind(models.TextChoices):
    PRICE = "price", _("Competitor price move")
    COMPETITOR = "competitor", _("Competitor launch or promotion")
    CHANNEL = "channel", _("Channel move")
    STOCK_OUT = "stock_out", _("Stock-out")
    CONFLICT = "conflict", _("Channel conflict (goods or price)")
    QUALITY = "quality", _("Quality complaint")
    OTHER = "other", _("Other")


class ReportStrength(models.TextChoices):
    LOW = "low", _("Weak")
    MEDIUM = "medium", _("Noticeable")
    HIGH = "high", _("Strong")
    URGENT = "urgent", _("Urgent")


class ReportStatus(models.TextChoices):
    NEW = "new", pgettext_lazy("market report", "New")
    TAKEN = "taken", _("Taken up")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", pgettext_lazy("market report", "Closed")


class TaskStatus(models.TextChoices):
    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


class ParkedKind(models.TextChoices):
    """Why a visit that was sent is not a visit yet."""

    REFUSED = "refused", _("Refused")
    CONFLICT = "conflict", _("Other content under the same id")


class ParkedOutcome(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    MENDED = "mended", _("Mended and received")
    SETTLED = "settled", _("Settled by hand")


class MarkStatus(models.TextChoices):
    """What became of a mark: the rep may answer, the superior judges, a mended store position takes it away."""

    OPEN = "open", pgettext_lazy("mark", "Open")
    ANSWERED = "answered", pgettext_lazy("mark", "Explained")
    ACCEPTED = "accepted", pgettext_lazy("mark", "Accepted")
    REJECTED = "rejected", pgettext_lazy("mark", "Not accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("mark", "Withdrawn")


class MarkGrade(models.IntegerChoices):
    NOTE = 1, _("Note")
    WARNING = 2, _("To explain")
    ALARM = 3, _("Alarm")


class PlaceSource(models.TextChoices):
    REP = "rep", _("told at the door")
    CHECK_INS = "checkins", _("agreed check-ins")


class PlaceStatus(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("place", "Proposed")
    APPROVED = "approved", pgettext_lazy("place", "Taken over")
    REJECTED = "rejected", pgettext_lazy("place", "Refused")


class PhotoReview(models.TextChoices):
    WAITING = "", pgettext_lazy("photo", "Not looked at")
    GOOD = "good", pgettext_lazy("photo", "Good")
    POOR = "poor", pgettext_lazy("photo", "To be taken again")
