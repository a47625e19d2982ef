"""Promoters in a center's best stores: taken on, assigned, one gone, and the terms that hold for them (handbook H7)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from django.db.models import Sum

from promotions.models import Promoter, PromoterTerms
from promotions.promoter_choices import LeavingReason
from promotions.services.assignments import assign
from promotions.services.headcount import set_headcount, set_terms
from promotions.services.personal import set_personal
from promotions.services.promoters import add_promoter, leave
from reports.demo import words
from reports.demo.stream import Stream
from reports.demo.writer.written import BECAUSE, Written, moment
from salesops.accounts.choices import Role
from salesops.accounts.models import Center
from salesops.periods.month import Month
from stores.choices import StoreClass, StoreFormat
from stores.models import SalesMonth, Store

_STANDARD = {(StoreClass.A, StoreFormat.BRAND): 1, (StoreClass.A, StoreFormat.CHAIN): 1}
_STANDARD_REASON = "重点门店各配一名促销员"
_TERMS = {"yuan_per_unit": Decimal(15), "units_from_percent": 80, "full_score_yuan": Decimal(800)}
_LEFT_REASON = "回老家发展，提前一周告知"
_SHARE, _PLACES = 60, 5
_LEFT_ON = 14


@dataclass(frozen=True, slots=True)
class Team:
    """A center's promoters so far, and the stores that they and the open need are for, the best first."""

    center: Center
    stores: list[Store]
    people: list[Promoter]

    @property
    def recruited_for(self) -> Store:
        return self.stores[2]

    @property
    def vacant(self) -> Store:
        """Whose promoter left."""
        return self.stores[3]


def last_month(written: Written) -> Month:
    return Month.of(written.today) - 1


def write_promoters(written: Written) -> list[Team]:
    """In each center large enough two who are long there, one of them in two stores, and one who left."""
    teams = [team for team in map(partial(_team, written), written.centers.values()) if team is not None]
    _write_headcount(written, teams)
    return teams


def _write_headcount(written: Written, teams: list[Team]) -> None:
    """One for the best stores of two formats, and for stores like those that look for somebody."""
    hq, start = written.actor_of(written.users[Role.HQ.value].pk), _terms_since(written)
    vacant = {(team.vacant.store_class, team.vacant.format): 1 for team in teams if team.vacant.store_class}
    set_headcount(_STANDARD | vacant, starts_on=start, actor=hq, at=moment(start, 600), reason=_STANDARD_REASON)


def _terms_since(written: Written) -> date:
    return (last_month(written) - 3).first_day


def personal_of(stream: Stream) -> dict[str, str]:
    """Of nobody: the numbers of the card and the bank begin with DEMO."""
    return {
        "phone": words.phone(stream),
        "id_number": f"DEMO{stream.between(0, 99999999):08d}",
        "bank_account": f"DEMO{stream.between(0, 99999999):08d}",
    }


def monthly_cost(stream: Stream) -> Decimal:
    return Decimal(stream.between(42, 58) * 100)


def _team(written: Written, center: Center) -> Team | None:
    best = _best_stores(written, center)
    if len(best) < _PLACES:
        return None
    _set_terms(written, center)
    team = Team(center, best[: _PLACES - 1], [])
    since = last_month(written).first_day
    for number, store in enumerate(team.stores[:2]):
        team.people.append(_write_promoter(written, store, since - timedelta(days=200 + 90 * number), number))
    _share(written, team, next((one for one in best[_PLACES - 1 :] if one.rep_id == best[1].rep_id), best[-1]))
    _write_leaver(written, team)
    return team


def _best_stores(written: Written, center: Center) -> list[Store]:
    """By class, chains first, then by last month's sales; before all the best one of the first rep, who looks first."""
    stores = Store.objects.unscoped(because=BECAUSE).active().standing().filter(center=center).select_related("rep")
    months = SalesMonth.objects.unscoped(because=BECAUSE).filter(month=last_month(written).first_day)
    sold = dict(months.order_by().values("store").annotate(units=Sum("sell_out")).values_list("store", "units"))
    ranks = {
        one: (one.store_class or "Z", one.format != StoreFormat.CHAIN, -sold.get(one.pk, 0), one.pk) for one in stores
    }
    first_rep = min((one.rep_id for one in ranks), default=None)
    lead = min((one for one in ranks if one.rep_id == first_rep), key=ranks.__getitem__, default=None)
    return sorted(ranks, key=lambda one: (one != lead, ranks[one]))


def _set_terms(written: Written, center: Center) -> None:
    at = moment(_terms_since(written), 660)
    set_terms(PromoterTerms(center=center), _TERMS, revision=1, actor=written.manager_of(center.pk), at=at)


def _write_promoter(written: Written, store: Store, employed_on: date, number: int) -> Promoter:
    stream = Stream(written.seed, "promoter", f"{store.center.code}{number}")
    actor, at = written.actor_of(store.rep_id), moment(employed_on - timedelta(days=3), 600)
    facts = {"name": words.person(stream), "rep": store.rep, "employed_on": employed_on}
    promoter = add_promoter(facts | {"monthly_cost_yuan": monthly_cost(stream)}, actor=actor, at=at)
    set_personal(promoter, personal_of(stream), actor=actor, at=at)
    share = _SHARE if number == 1 else 100
    assign(promoter, store, starts_on=employed_on, share_percent=share, actor=actor, at=at)
    return promoter


def _share(written: Written, team: Team, store: Store) -> None:
    """The second works in another store too."""
    promoter = team.people[1]
    actor, at = written.actor_of(promoter.rep_id), moment(promoter.employed_on, 620)
    assign(promoter, store, starts_on=promoter.employed_on, share_percent=100 - _SHARE, actor=actor, at=at)


def _write_leaver(written: Written, team: Team) -> None:
    left_on = last_month(written).first_day.replace(day=_LEFT_ON)
    promoter = _write_promoter(written, team.vacant, left_on - timedelta(days=300), 2)
    at = moment(left_on - timedelta(days=7), 960)
    actor = written.actor_of(promoter.rep_id)
    leave(promoter, left_on=left_on, why=LeavingReason.RESIGNED, actor=actor, at=at, reason=_LEFT_REASON)
