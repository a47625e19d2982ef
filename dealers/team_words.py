"""How the history calls what happens in a dealer's team (handbook H10.5)."""

from django.utils.translation import gettext_noop

LEAVE = gettext_noop("leave the dealer")
GIVE_STORE = gettext_noop("give a store")
TAKE_STORE = gettext_noop("take a store")
TRAIN = gettext_noop("train")
STORE = gettext_noop("store looked after")
TRAINING = gettext_noop("training")
