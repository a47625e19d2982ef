"""Bring the catalogue to what the code asks for."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from salesops.web.translations import chinese, read_word_lists, update_catalogue


class Command(BaseCommand):
    help = "Merge new texts into the catalogue, with Chinese from `msgid<TAB>msgstr` files if given."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--from", dest="folder", type=Path, help="folder with .tsv files")

    def handle(self, *, folder, **options):
        catalog = update_catalogue(settings.BASE_DIR, read_word_lists(folder) if folder else {})
        open_texts = sum(1 for message in catalog if message.id and not chinese(message))
        self.stdout.write(f"{len(catalog)} texts, {open_texts} without Chinese.")
