from datetime import UTC, datetime

import pytest
from django.utils import translation

from salesops.notices.models import Notice
from salesops.notices.services import tell
from visits.choices import ReportKind

AT = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(("language", "said"), [("en", "Stock-out"), ("zh-hans", "断货")])
def test_a_word_of_the_interface_is_told_in_the_reader_s_language(cast, language, said):
    values = {"store": "K1", "kind": ReportKind.STOCK_OUT.label, "what": "S"}
    with translation.override("zh-hans"):
        tell([cast.manager.pk], "market_report", values=values, url="/", dedupe_key="one", at=AT)

    with translation.override(language):
        assert said in Notice.objects.get().body
