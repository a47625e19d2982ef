"""The words for every problem, in the reader's language (handbook H2.4, H13)."""

from collections.abc import Mapping

from django.apps import apps
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from salesops.exchange.problems import Param
from salesops.exchange.registry import kind_of

OF_FILES: dict[str, str | Promise] = {
    "empty_file": _("The file is empty."),
    "file_too_big": _("The file is larger than %(limit)s MB. Split it into several files."),
    "password": _("The file is protected by a password. Remove the password in Excel and save it again."),
    "old_excel": _("This is an old Excel file (.xls). Open it in Excel and save it as .xlsx."),
    "binary_workbook": _("This is a binary workbook (.xlsb). Save it as .xlsx."),
    "open_document": _("This is an OpenDocument file. Save it as .xlsx."),
    "no_workbook": _("This is no Excel workbook. Use the template, or save the file as .xlsx."),
    "wrong_ending": _("Only .xlsx and .csv files can be imported."),
    "broken_workbook": _("The workbook is damaged. Open it in Excel, save it again, and upload that file."),
    "entry_twice": _("The workbook is damaged: a part of it stands there twice."),
    "too_many_entries": _("The workbook has more than %(limit)s parts; a real one has far fewer."),
    "unpacks_too_big": _("Unpacked, the workbook is larger than %(limit)s MB. Split it into several files."),
    "packed_too_tight": _("The workbook unpacks to far more than any real one does. It was not opened."),
    "document_type": _("The workbook has a document type declaration, which no Excel file has. It was not opened."),
    "foreign_encoding": _("The workbook is not written in UTF-8. Open it in Excel and save it again."),
    "flaw_without_place": _("The workbook has cells with errors (such as #N/A). Correct them first."),
    "too_many_flaws": _("More than %(limit)s cells show an error or have no result. Correct them first."),
    "too_many_merges": _("The sheet has too many merged cells. Unmerge them first."),
    "no_sheet": _("The workbook has no sheet."),
    "only_hidden_sheets": _("All sheets of the workbook are hidden. Unhide the one to import."),
    "no_header": _("No header was found in the first %(rows)s rows of the visible sheets. Use the template."),
    "column_missing": _("These columns are missing (header in row %(row)s): %(columns)s."),
    "column_twice": _("These columns stand there twice (header in row %(row)s): %(columns)s."),
    "too_many_columns": _(
        "The sheet has %(found)s columns, %(limit)s are allowed. Delete the empty ones on the right."
    ),
    "too_many_rows": _("The sheet has more than %(limit)s rows. Split it into several files."),
    "needs_too_much": _(
        "Reading the sheet needs too much memory or time. Delete empty rows and columns, save it as “CSV UTF-8”, "
        "or split the file."
    ),
    "no_rows": _("The sheet has a header but no rows."),
    "no_text": _("The .csv file is neither UTF-8 nor GB18030 text. Save it as “CSV UTF-8”, or as .xlsx."),
    "broken_csv": _("The .csv file is damaged near line %(row)s."),
    "file_gone": _("The uploaded file is no longer there. Upload it again."),
    "unknown_kind": _("This kind of file cannot be imported."),
    "said": "%(text)s",
    "row_errors": _("The file has rows with errors, so nothing was imported."),
    "import_stopped": _("The import was stopped. Nothing was imported; the file can be imported again."),
    "clash": _("Somebody changed the same rows meanwhile. Nothing was imported; check the file again."),
    "undo_stands": _("%(count)s rows stand in the way by now, so nothing was undone. Look at the undo again."),
    "undo_clash": _("Somebody changed the same rows meanwhile. Nothing was undone; try it again."),
    "undo_stopped": _("Undoing stopped several times. Nothing was undone. Tell the administrator."),
    "stopped": _("The work on this file stopped several times. Nothing was imported. Tell the administrator."),
}

OF_CELLS: dict[str, Promise] = {
    "required": _("This must not be blank."),
    "same_as_row": _("The same as row %(row)s of this file."),
    "error_cell": _("The cell shows an error (%(text)s)."),
    "unsolved_formula": _("The formula has no stored result. Open the file in Excel, save it, and upload it again."),
    "merged_cell": _("The cell is merged with others. Unmerge them and fill in each."),
    "control_characters": _("The text has invisible control characters. Type it anew."),
    "text_too_long": _("The text has %(length)s characters, %(limit)s are allowed."),
    "far_too_long": _("The text has %(text)s characters, far more than a cell is for."),
    "code_has_blank": _("“%(text)s” has a blank inside."),
    "truth_value": _("“%(text)s” is a truth value, a text or number is asked for."),
    "date_for_text": _("“%(text)s” is a date, a text is asked for. Format the cell as text."),
    "date_for_number": _("“%(text)s” is a date, a number is asked for."),
    "digits_lost": _("The number is too long, so Excel has lost digits. Format the cell as text and type it again."),
    "not_an_integer": _("“%(text)s” is not a whole number."),
    "not_a_number": _("“%(text)s” is not a number."),
    "too_many_places": _("“%(text)s” has more than %(places)s decimal places."),
    "out_of_limits": _("%(number)s is not between %(minimum)s and %(maximum)s."),
    "not_a_day": _("“%(text)s” is not a date. Write it like 2026-11-05."),
    "not_a_month": _("“%(text)s” is not a month. Write it like 2026-11."),
    "no_such_day": _("“%(text)s” is not in the calendar."),
    "day_out_of_range": _("%(day)s is not between %(earliest)s and %(latest)s."),
    "not_a_choice": _("“%(text)s” is not one of the allowed words; the template lists them."),
    "not_yes_or_no": _("“%(text)s” is neither yes nor no."),
    "not_a_phone": _("“%(text)s” is not a phone number."),
    "unknown_code": _("There is no “%(text)s”."),
    "read_as": _("Read as %(value)s."),
    "unknown_columns": _("These columns are not known and were left out: %(columns)s."),
}

OF_UNDO: dict[str, Promise] = {
    "is_gone": _("It is no longer there."),
    "edited_since": _("It was changed after the import."),
    "fields_edited_since": _("Changed after the import: %(fields)s."),
    "used_by": _("It is in use by now: %(models)s."),
}


def sentence(code: str, params: Mapping[str, Param], kind_code: str = "") -> str:
    """The sentence for a problem; a kind's own words go before the common ones."""
    kind = kind_of(kind_code)
    common = OF_CELLS.get(code) or OF_FILES.get(code) or OF_UNDO.get(code)
    words = (kind.sentences.get(code) if kind else None) or common
    return str(words) % _in_words(params) if words else code


def _in_words(params: Mapping[str, Param]) -> Mapping[str, Param]:
    """Names of models and of fields are kept, not their words: these depend on the reader."""
    words = dict(params)
    if "models" in params:
        words["models"] = capfirst(str(apps.get_model(params["models"])._meta.verbose_name))
    if "object_type" in params:
        model = apps.get_model(params["object_type"])
        names = str(params["fields"]).split(",")
        words["fields"] = ", ".join(capfirst(str(model._meta.get_field(name).verbose_name)) for name in names)
    return words
