"""What a failed browser test leaves to read: where the browser stood, and what it showed."""

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    if report.when == "call" and report.failed:
        for page in (item.funcargs.get("page"), getattr(item.funcargs.get("phone"), "page", None)):
            if page and not page.is_closed():
                report.sections.append(("Browser", f"{page.url}\n{page.locator('body').inner_text()}"))
    return report
