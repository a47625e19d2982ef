"""Are there known holes in what we depend on? (make audit)

    python -m tests.audit             asks PyPI's advisories about every pinned version, the tools of developers too
    python -m tests.audit --strict    fails also where nobody could be asked

pip-audit itself says "no known vulnerabilities" of packages that it could not ask about; here that is said aloud.
"""

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMMAND = (
    *(sys.executable, "-m", "pip_audit", "--requirement", "constraints.txt", "--no-deps", "--disable-pip"),
    *("--format", "json", "--progress-spinner", "off"),
)


@dataclass(frozen=True)
class Verdict:
    """What the report says: the sentences to print, whether there is a hole, and whether anybody was asked."""

    lines: list[str]
    is_holed: bool
    is_audited: bool

    def exit_code(self, *, is_strict: bool) -> int:
        return 1 if self.is_holed or (is_strict and not self.is_audited) else 0


def verdict(report: str, said: str) -> Verdict:
    """Judge pip-audit's JSON; without any, `said` (its standard error) tells why in its last line."""
    try:
        packages = json.loads(report)["dependencies"]
    except (ValueError, KeyError):
        reason = (said.strip().splitlines() or ["pip-audit said nothing"])[-1]
        return Verdict([f"NOT AUDITED: {reason}"], is_holed=False, is_audited=False)
    asked = [package for package in packages if "skip_reason" not in package]
    holes = [_hole(package, one) for package in asked for one in package["vulns"]]
    unasked = sorted(package["name"] for package in packages if "skip_reason" in package)
    lines = [*holes, f"{len(asked)} of {len(packages)} packages audited, {len(holes)} advisories."]
    if unasked:
        lines.append(f"NOT AUDITED, as the index knows no advisories of them: {', '.join(unasked)}")
    return Verdict(lines, is_holed=bool(holes), is_audited=not unasked)


def _hole(package: dict, one: dict) -> str:
    fixed = ", ".join(one["fix_versions"]) or "no version yet"
    return f"{package['name']} {package['version']}: {one['id']}, mended in {fixed}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="make audit", description=__doc__.splitlines()[0])
    parser.add_argument("--strict", action="store_true", help="fail also where nobody could be asked")
    is_strict = parser.parse_args().strict
    done = subprocess.run(COMMAND, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    found = verdict(done.stdout, done.stderr)
    sys.stdout.write("\n".join(found.lines) + "\n")
    return found.exit_code(is_strict=is_strict)


if __name__ == "__main__":
    sys.exit(main())
