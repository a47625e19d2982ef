"""Choices narrowed to the actor, widgets that fit a phone, months as values."""

import pytest
from django import forms
from django.utils import translation

from salesops.accounts.models import User
from salesops.periods.month import Month
from salesops.web.forms import ActorFormMixin, MonthField


class PersonForm(ActorFormMixin, forms.Form):
    person = forms.ModelChoiceField(label="person", queryset=User.objects.order_by("pk"))
    day = forms.DateField(required=False)
    share = forms.DecimalField(required=False)
    pieces = forms.IntegerField(required=False)


def test_choices_end_at_the_own_center(cast):
    form = PersonForm(actor=cast.actor("rep"))

    assert list(form.fields["person"].queryset) == [cast.rep, cast.colleague, cast.manager]


def test_a_forged_choice_is_refused(cast):
    form = PersonForm({"person": cast.foreign_rep.pk}, actor=cast.actor("rep"))

    assert "person" in form.errors


def test_widgets_and_labels(cast):
    fields = PersonForm(actor=cast.actor("rep")).fields

    assert fields["day"].widget.input_type == "date"
    assert (fields["share"].widget.attrs["inputmode"], fields["pieces"].widget.attrs["inputmode"]) == (
        "decimal",
        "numeric",
    )
    assert fields["person"].label == "Person"


@pytest.mark.parametrize(("typed", "is_meant"), [("0001-01-01", False), ("2026-11-23", True), ("9999-12-31", False)])
def test_a_day_that_nobody_means_is_refused(cast, typed, is_meant):
    form = PersonForm({"person": cast.rep.pk, "day": typed}, actor=cast.actor("rep"))

    assert ("day" not in form.errors) == is_meant


def test_month_field_reads_and_shows_a_month():
    field = MonthField()

    assert field.clean("2026-11") == Month(2026, 11)
    assert field.clean(Month(2026, 11)) == Month(2026, 11)
    assert field.prepare_value(Month(2026, 11)) == "2026-11"
    assert MonthField(required=False).clean("") is None


@pytest.mark.parametrize("typed", ["2026", "2026-13", "November"])
def test_month_field_refuses_what_is_no_month(typed):
    with pytest.raises(forms.ValidationError):
        MonthField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "said"), [("", "请填写此项。"), ("x", "请输入整数。"), ("-1", "不能小于 0。"), ("9", "不能大于 8。")]
)
def test_what_was_typed_wrong_is_said_in_plain_chinese(typed, said):
    class Form(forms.Form):
        number = forms.IntegerField(min_value=0, max_value=8)

    with translation.override("zh-hans"):
        assert Form({"number": typed}).errors["number"] == [said]
