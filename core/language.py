"""The one place that turns an English sentence into the user's language.

Texts are looked up when they are shown, not when they are made, so that a trace or an error that
exists already changes its language with the window.
"""

import gettext
import os

LANGUAGES = {"en": "English", "es": "Español"}
# os.path, because pathlib would be a twentieth of the time that a command takes.
_FOLDER = os.path.join(os.path.dirname(os.path.dirname(__file__)), "resources", "i18n")
_GROUPED_FROM = 10_000
_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_code = "en"


def set_language(code: str) -> None:
    """Show every later text in ``code``, one of `LANGUAGES`; English needs no catalogue."""
    global _catalogue, _code
    languages = [] if code == "en" else [code]
    _catalogue = gettext.translation("nodewise", _FOLDER, languages, fallback=True)
    _code = code


def language() -> str:
    """Return the code of the language in use."""
    return _code


def system_language() -> str:
    """Return the language the environment asks for, English where we do not speak it."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        code = os.environ.get(name, "")[:2].lower()
        if code:
            return code if code in LANGUAGES else "en"
    return "en"


def translatable(text: str) -> str:
    """Mark a text for the catalogue that `tr` looks up later."""
    return text


def tr(text: str) -> str:
    """Return ``text`` in the language in use."""
    return _catalogue.gettext(text) if text else ""  # gettext("") is the catalogue's header


def trn(singular: str, plural: str, n: int) -> str:
    """Return the form of a text that fits ``n`` things, with ``{n}`` filled in: 48 000."""
    written = f"{n:,}".replace(",", "\u202f") if n >= _GROUPED_FROM else n
    return _catalogue.ngettext(singular, plural, n).format(n=written)


class Message:
    """A sentence with values that is put into the language in use whenever it is shown."""

    def __init__(self, template: str, **values: object) -> None:
        self.template = template
        self.values = values

    def __str__(self) -> str:
        return tr(self.template).format(**self.values)


class Counted:
    """A number of things, in the form that fits the number and in the language in use."""

    def __init__(self, singular: str, plural: str, n: int) -> None:
        self.singular, self.plural, self.n = singular, plural, n

    def __str__(self) -> str:
        return trn(self.singular, self.plural, self.n)
