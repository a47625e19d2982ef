"""How the forecast does on a file of sales, beside the plain rules it must beat (handbook H8.2)."""

import json
from pathlib import Path
from time import process_time

from django.core.management.base import BaseCommand, CommandError, CommandParser

from stores.calc.backtest import FORECAST, ORIGINS, NothingToJudge, Score, backtest
from stores.calc.long_file import Sales, UnreadableFile, read_promotions, read_sales
from stores.calc.seasons import SPRING_FESTIVALS

ENCODINGS = ("utf-8-sig", "gb18030")


class Command(BaseCommand):
    help = (
        "Forecast each of the last months of a long .csv (series,month,value; optional: center, product) one month "
        "ahead from what was known before it, and compare with last month, the mean of three months and the same "
        "month last year. Needs no database."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--promotions",
            type=Path,
            help="a .csv (series,month; optional: promoted, 0 to 1 or the depth of the cut) of promotions known ahead",
        )
        parser.add_argument("--origins", type=int, default=ORIGINS, help="how many of the last months are judged")
        parser.add_argument("--no-festival", action="store_true", help="as if there was no spring festival")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args, file: Path, promotions: Path | None, origins: int, **options) -> None:
        if origins < 1:
            raise CommandError("--origins: at least one month is judged.")
        began = process_time()
        sales = _read(file, read_sales)
        known = _read(promotions, lambda lines: read_promotions(lines, sales)) if promotions else None
        try:
            score = backtest(
                zip(sales.panels, known or [None] * len(sales.panels), strict=True),
                origins=origins,
                festivals={} if options["no_festival"] else SPRING_FESTIVALS,
            )
        except NothingToJudge as fault:
            raise CommandError(f"{file}: no series has three months before a month to judge.") from fault
        answer = _answer(file, sales, score) | {"seconds": round(process_time() - began, 2)}
        self.stdout.write(json.dumps(answer, ensure_ascii=False) if options["json"] else _table(answer))


def _read(file: Path, read):
    for encoding in ENCODINGS:
        try:
            with file.open(encoding=encoding, newline="") as lines:
                return read(lines)
        except UnicodeDecodeError:
            continue
        except (OSError, UnreadableFile) as fault:
            raise CommandError(f"{file}: {fault}") from fault
    raise CommandError(f"{file}: neither UTF-8 nor GB18030.")


def _answer(file: Path, sales: Sales, score: Score) -> dict:
    figures = {
        rule: {"wape": round(found.wape, 4), "mase": found.mase and round(found.mase, 4), "bias": round(found.bias, 4)}
        for rule, found in score.errors.items()
    }
    ratios = {rule: score.ratio_to(rule) for rule in score.errors if rule != FORECAST}
    return {
        "file": file.name,
        "series": sum(len(panel.stores) for panel in sales.panels),
        "centers": len(sales.panels),
        "judged": score.judged,
        **figures[FORECAST],
        "coverage": round(score.coverage, 4),
        "beside": {rule: found for rule, found in figures.items() if rule != FORECAST},
        "wape_ratio": {rule: ratio and round(ratio, 4) for rule, ratio in ratios.items()},
    }


def _table(answer: dict) -> str:
    ours = {name: answer[name] for name in ("wape", "mase", "bias")}
    lines = [f"{answer['series']} series, {answer['judged']} months judged, {answer['seconds']} CPU s"]
    for rule, found in {FORECAST: ours, **answer["beside"]}.items():
        lines.append(f"{rule:22} " + "  ".join(f"{name} {value}" for name, value in found.items()))
    return "\n".join([*lines, f"range held {answer['coverage']:.1%} of the months (asked: 80 %)"])
