"""What notices say: a key, its title, and the sentence with its values."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class NoticeText:
    title: Promise
    body: Promise


NOTICE_TEXTS: dict[str, NoticeText] = {
    "plan_due": NoticeText(_("Profit plan due"), _("%(count)s plans of %(month)s are due on %(due_on)s.")),
    "plan_overdue": NoticeText(
        _("Profit plans overdue"), _("%(rep)s: %(count)s plans of %(month)s were due on %(due_on)s.")
    ),
    "plan_returned": NoticeText(_("Profit plan returned"), _("%(plan)s came back: %(reason)s")),
    "plan_submitted": NoticeText(_("Profit plan submitted"), _("%(plan)s waits for your approval.")),
    "amendment_submitted": NoticeText(
        _("Amendment of a plan submitted"), _("%(plan)s is to change: it waits for your approval.")
    ),
    "amendment_returned": NoticeText(_("Amendment of a plan returned"), _("%(plan)s: %(reason)s")),
    "amendment_approved": NoticeText(_("Amendment of a plan approved"), _("%(plan)s has a new version.")),
    "plan_shifted": NoticeText(_("Units shifted between stores"), _("%(plan)s: %(reason)s")),
    "tracking_red": NoticeText(
        _("Lines far behind their plan"),
        _("%(lines)s lines at %(customers)s customers: please give cause and action by %(due_on)s."),
    ),
    "tracking_center": NoticeText(
        _("The center's week is tracked"), _("%(lines)s lines at %(customers)s customers are far behind their plan.")
    ),
    "tracking_unanswered": NoticeText(
        _("Causes are missing"), _("%(rep)s: %(lines)s lines far behind their plan had to be explained by %(due_on)s.")
    ),
    "interim_ready": NoticeText(
        _("Interim summaries of dealers"),
        _("%(count)s interim summaries are ready, counted until %(day)s: go through them with the dealers."),
    ),
    "review_due": NoticeText(_("Business review due"), _("%(count)s reviews of %(month)s are due on %(due_on)s.")),
    "review_overdue": NoticeText(
        _("Business reviews overdue"),
        _("%(rep)s: %(count)s reviews of %(month)s were due on %(due_on)s."),
    ),
    "review_returned": NoticeText(_("Business review returned"), _("%(review)s came back: %(reason)s")),
    "review_submitted": NoticeText(_("Business review submitted"), _("%(review)s waits for your confirmation.")),
    "classification_proposed": NoticeText(
        _("Classification proposed"), _("The classes of %(month)s wait for your decision: %(movers)s stores move.")
    ),
    "classification_jumps": NoticeText(
        _("Stores jump between A and C"), _("%(month)s: please check the data of %(jumps)s stores before you decide.")
    ),
    "route_submitted": NoticeText(_("Route plan submitted"), _("%(rep)s's route plan waits for your approval.")),
    "route_approved": NoticeText(_("Route plan approved"), _("Your route plan v%(version)s is in force.")),
    "route_returned": NoticeText(_("Route plan returned"), _("Your route plan v%(version)s came back: %(reason)s")),
    "day_looked_at": NoticeText(_("Your day was looked at"), _("%(who)s opened your %(day)s: %(reason)s")),
    "personal_data_read": NoticeText(
        _("Personal data were read"), _("%(who)s read the personal data of %(promoter)s: %(reason)s")
    ),
    "applicant_to_decide": NoticeText(
        _("Applicant waits for your decision"), _("%(applicant)s was interviewed for %(store)s.")
    ),
    "applicant_decided": NoticeText(
        _("Decision about an applicant"), _("%(applicant)s for %(store)s: %(decision)s — %(reason)s")
    ),
    "factor_set_up": NoticeText(_("Second factor set up"), _("From now on your login asks for a code.")),
    "factor_taken_away": NoticeText(
        _("Second factor taken away"), _("%(who)s: your login asks for your password alone. %(reason)s")
    ),
    "recovery_code_used": NoticeText(
        _("Recovery code used"), _("Somebody logged in as you with a recovery code; %(left)s are left.")
    ),
    "hand_over": NoticeText(_("Work handed over to you"), _("You stand in for %(rep)s from %(first)s to %(last)s.")),
    "market_report": NoticeText(_("Market report"), _("%(store)s: %(kind)s — %(what)s")),
    "market_report_urgent": NoticeText(_("Urgent market report"), _("Answer today — %(store)s: %(kind)s — %(what)s")),
    "market_report_overdue": NoticeText(
        _("Market report overdue"), _("%(store)s: the answer was due on %(due_on)s — %(what)s")
    ),
    "market_report_answered": NoticeText(_("Market report answered"), _("%(store)s: %(answer)s")),
    "stores_handed_over": NoticeText(
        _("Stores handed over"), _("%(from_rep)s → %(to_rep)s from %(on)s on: %(stores)s stores.")
    ),
    "store_proposed": NoticeText(_("New store proposed"), _("%(rep)s proposes %(store)s. It waits for your approval.")),
    "store_approved": NoticeText(_("New store approved"), _("%(store)s is in the archive as %(code)s.")),
    "store_returned": NoticeText(_("New store returned"), _("%(store)s came back: %(reason)s")),
    "store_rejected": NoticeText(_("New store rejected"), _("%(store)s was rejected: %(reason)s")),
    "candidate_scored": NoticeText(
        _("Candidate for a dealer"), _("%(candidate)s has %(score)s points and waits for your decision.")
    ),
    "candidate_accepted": NoticeText(_("Candidate accepted"), _("%(candidate)s becomes our dealer: %(reason)s")),
    "candidate_turned_down": NoticeText(_("Candidate turned down"), _("%(candidate)s: %(reason)s")),
    "evaluation_due": NoticeText(
        _("Dealers to evaluate"), _("%(count)s evaluations of the quarter to %(month)s are due on %(due_on)s.")
    ),
    "evaluation_overdue": NoticeText(
        _("Evaluations of dealers overdue"),
        _("%(rep)s: %(count)s evaluations of the quarter to %(month)s were due on %(due_on)s."),
    ),
    "evaluation_submitted": NoticeText(
        _("Evaluation of a dealer"), _("%(evaluation)s waits for your decision: %(adjustment)s.")
    ),
    "evaluation_returned": NoticeText(_("Evaluation returned"), _("%(evaluation)s came back: %(reason)s")),
    "channel_case": NoticeText(_("Channel conflict"), _("%(dealer)s: %(kind)s, to be settled by %(due_on)s.")),
    "promotion_submitted": NoticeText(_("Promotion submitted"), _("%(promotion)s waits for your approval.")),
    "promotion_measured": NoticeText(
        _("Promotion measured"),
        _("%(promotion)s: what it brought is known. What worked is to be written down by %(due_on)s."),
    ),
    "promotion_returned": NoticeText(_("Promotion returned"), _("%(promotion)s came back: %(reason)s")),
    "promotion_published": NoticeText(
        _("Promotion announced"), _("%(promotion)s runs from %(first)s to %(last)s at your stores.")
    ),
    "launch_offered": NoticeText(
        _("Share of a launch"), _("%(launch)s: %(quantity)s units for your center. Please answer by %(due_on)s.")
    ),
    "launch_due": NoticeText(
        _("Share of a launch due"), _("%(count)s launches wait for your center's answer by %(due_on)s.")
    ),
    "launch_overdue": NoticeText(
        _("Share of a launch overdue"), _("%(rep)s: %(count)s launches were to be answered by %(due_on)s.")
    ),
    "launch_returned": NoticeText(_("Share of a launch returned"), _("%(launch)s, %(center)s: %(reason)s")),
    "launch_published": NoticeText(
        _("New launch"), _("%(launch)s: from %(first)s, in all your target stores by %(last)s.")
    ),
    "launch_behind": NoticeText(
        _("Launch behind its plan"),
        _("%(launch)s, %(center)s: %(carrying)s of %(stores)s stores carry it, %(planned)s were planned by now."),
    ),
    "targets_submitted": NoticeText(_("Targets submitted"), _("%(targets)s: please decide.")),
    "targets_returned": NoticeText(_("Targets returned"), _("%(targets)s came back: %(reason)s")),
    "targets_approved": NoticeText(_("Targets approved"), _("%(targets)s: they hold now.")),
    "company_targets_approved": NoticeText(
        _("New targets of the company"), _("%(targets)s: please split your center's number.")
    ),
    "export_ready": NoticeText(_("File ready"), _("%(file)s: %(rows)s rows, kept until %(until)s.")),
    "export_failed": NoticeText(_("File not written"), _("%(file)s: please try again or narrow the list.")),
    "import_done": NoticeText(_("Import finished"), _("%(file)s: %(message)s")),
}
