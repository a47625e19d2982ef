"""What each role does on its first day, with the pages of all rooms."""

from django.utils.translation import gettext_lazy as _

from salesops.accounts.choices import Role
from salesops.web.first_steps import FirstStep, register

_FACTOR = FirstStep(
    _("Secure your login"),
    _("A second factor keeps out who only learned your password. Some roles must have one."),
    "accounts:factor",
    "H0",
)
_HANDBOOK = FirstStep(
    _("Know where the rules stand"),
    _("Beside the title of each page a book leads to the clause of the handbook that the page carries out."),
    "web:clause_list",
    "H12.1",
)


def register_first_steps() -> None:
    register(
        Role.REP,
        FirstStep(
            _("Put Today on your phone"),
            _("Open it once with a network and allow position and camera; from then on it works without one."),
            "visits:phone",
            "H5.4",
        ),
        FirstStep(
            _("Look through your stores"),
            _("Mend what is wrong in the archive: address, position, contacts, opening hours."),
            "stores:store_list",
            "H2.2",
        ),
        FirstStep(
            _("Look at your route"),
            _("It says which stores you visit on which day, in which order; propose what fits better."),
            "visits:route_list",
            "H4.3",
        ),
        FirstStep(
            _("Know what you owe, and when"),
            _("Plans are due on the 20th, reviews on the third working day."),
            "periods:deadline_list",
            "H1",
        ),
        _HANDBOOK,
    )
    register(
        Role.MANAGER,
        FirstStep(
            _("Begin on the overview"),
            _("What waits for your decision stands first; each figure leads to its list."),
            "reports:home",
            "H12.2",
        ),
        FirstStep(
            _("Check your center's visit standards"),
            _("How often each class is visited and for how long: routes and compliance follow from it."),
            "visits:standard_list",
            "H4.1",
        ),
        FirstStep(
            _("Let your stores be classed"),
            _("Look at the proposal, who moves and why, before you make it valid."),
            "stores:run_list",
            "H3",
        ),
        FirstStep(
            _("Approve the routes of your reps"),
            _("A rep's calendar of visits begins with its approved route."),
            "visits:route_list",
            "H4.3",
        ),
        _FACTOR,
        _HANDBOOK,
    )
    register(
        Role.MARKETING,
        FirstStep(
            _("Check the catalogue"),
            _("Our models and competitors', with their prices by date: everything sold or counted refers to them."),
            "stores:model_list",
            "H2.6",
        ),
        FirstStep(
            _("Answer market reports"),
            _("Take up what reps report, answer before the deadline, put together what is alike."),
            "visits:report_desk",
            "H5.6",
        ),
        FirstStep(
            _("Prepare a launch"),
            _("Models, days, price and arguments, then the targets; centers and reps split them down to stores."),
            "promotions:launch_list",
            "H6.1",
        ),
        _FACTOR,
        _HANDBOOK,
    )
    register(
        Role.HQ,
        FirstStep(
            _("Begin on the overview"),
            _("The month of each center; each figure leads to what it is made of."),
            "reports:home",
            "H12.2",
        ),
        FirstStep(
            _("Set the company's targets"),
            _("The year by month and center; sums tally at every level, and each change keeps its reason."),
            "dealers:target_list",
            "H8.1",
        ),
        _FACTOR,
        _HANDBOOK,
    )
    register(
        Role.ADMIN,
        FirstStep(
            _("Make the centers"),
            _("Week, radius of the check-in, and how long positions are kept."),
            "accounts:center_list",
            "H0",
        ),
        FirstStep(
            _("Let people in"),
            _("Each person has one role; its first password is changed at the first login."),
            "accounts:user_list",
            "H0",
        ),
        FirstStep(
            _("Bring the archive in"),
            _("Catalogue, customers, stores, sales, in this order. Each kind has a template to fill in and a dry run."),
            "exchange:import_list",
            "H2.4",
        ),
        FirstStep(
            _("Check the working calendar"),
            _("Deadlines and visits follow its holidays and make-up days."),
            "periods:override_list",
            "H1",
        ),
        FirstStep(
            _("Decide who needs a second factor"),
            _("For the roles that see everything, ask for a code beside the password."),
            "accounts:login_rules",
            "H0",
        ),
        _HANDBOOK,
    )
