"""Takes every text of the program into the catalogues, and compiles what is translated.

Run ``uv run python resources/i18n/update.py`` after changing a text, translate what is new in
``es/LC_MESSAGES/nodewise.po``, and run it again. Texts that are gone are dropped.
"""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
TEMPLATE = HERE / "nodewise.pot"
LANGUAGES = ("es",)
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
KEYWORDS = {"tr": None, "translatable": None, "Message": None, "trn": (1, 2), "Counted": (1, 2)}
HEADER = "# Nodewise, the texts of the program. Made by resources/i18n/update.py."


def extracted() -> Catalog:
    """Every text that the program marks, in the order of the files that it is in."""
    catalogue = Catalog(project="Nodewise", header_comment=HEADER, fuzzy=False)
    for folder in ("core", "gui"):
        found = extract_from_dir(
            ROOT / folder, method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=()
        )
        for file, _line, text, _comments, _context in sorted(found, key=lambda f: (f[0], f[1])):
            catalogue.add(text, locations=[(f"{folder}/{Path(file).as_posix()}", 0)])
    return catalogue


def po_path(language: str) -> Path:
    """The translations into one language."""
    return HERE / language / "LC_MESSAGES" / "nodewise.po"


def read_catalogue(language: str) -> Catalog:
    """The translations as they are kept."""
    with po_path(language).open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str, template: Catalog) -> Catalog:
    """The kept translations of what the program still says, and blanks for what is new."""
    catalogue = Catalog(locale=language, project="Nodewise", header_comment=HEADER, fuzzy=False)
    kept = read_catalogue(language) if po_path(language).exists() else catalogue
    for message in template:
        if message.id:
            before = kept.get(message.id if isinstance(message.id, str) else message.id[0])
            catalogue.add(message.id, before.string if before else None, message.locations)
    return catalogue


def po_bytes(catalogue: Catalog) -> bytes:
    """A catalogue as text, without dates: the same texts give the same file."""
    catalogue.creation_date = catalogue.revision_date = NO_DATE
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=96, include_lineno=False, ignore_obsolete=True)
    return buffer.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """A catalogue compiled for gettext."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """The texts that still say nothing in this language."""
    return [
        str(message.id)
        for message in catalogue
        if message.id
        and not all([message.string] if isinstance(message.id, str) else message.string)
    ]


def main() -> int:
    """Write the template, the translations and what is compiled from them."""
    template = extracted()
    TEMPLATE.write_bytes(po_bytes(template))
    missing = 0
    for language in LANGUAGES:
        catalogue = updated(language, template)
        po_path(language).parent.mkdir(parents=True, exist_ok=True)
        po_path(language).write_bytes(po_bytes(catalogue))
        po_path(language).with_suffix(".mo").write_bytes(mo_bytes(read_catalogue(language)))
        for text in untranslated(catalogue):
            print(f"{language}: {text}")
            missing += 1
    print(f"{len(template)} texts, {missing} to translate")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
