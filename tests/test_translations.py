"""Every text is translated, nothing is stale, and what is compiled is what is written."""

import ast
import importlib.util
import re
from pathlib import Path

import pytest

UPDATE = Path(__file__).parent.parent / "resources" / "i18n" / "update.py"
spec = importlib.util.spec_from_file_location("update_translations", UPDATE)
update = importlib.util.module_from_spec(spec)
spec.loader.exec_module(update)

HOW = "run: uv run python resources/i18n/update.py"


@pytest.fixture(scope="module")
def template():
    return update.extracted()


@pytest.fixture(scope="module", params=update.LANGUAGES)
def catalogue(request):
    return update.read_catalogue(request.param)


def ids(catalogue):
    return {message.id for message in catalogue if message.id}


def test_the_template_holds_just_what_the_program_says(template):
    assert update.TEMPLATE.read_bytes() == update.po_bytes(template), HOW


def test_every_text_is_in_the_catalogue_and_none_is_stale(template, catalogue):
    assert ids(catalogue) - ids(template) == set(), HOW
    assert ids(template) - ids(catalogue) == set(), HOW
    assert not catalogue.obsolete


def test_no_text_hides_inside_another_string(template):
    """What stands in braces of an f-string is not found: it would never be translated."""
    found = set()
    for file in (f for folder in ("core", "gui") for f in (update.ROOT / folder).rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            is_text = isinstance(call, ast.Call) and getattr(call.func, "id", "") in update.KEYWORDS
            if is_text and call.args and isinstance(call.args[0], ast.Constant):
                found.add(call.args[0].value)
    known = {text for key in ids(template) for text in ([key] if isinstance(key, str) else key)}
    assert found - known == set()


def test_every_text_is_translated_and_sure(catalogue):
    assert update.untranslated(catalogue) == []
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []


def test_translations_keep_the_placeholders(catalogue):
    def names(text):
        return sorted(re.findall(r"\{(\w*)", text))

    wrong = []
    for message in catalogue:
        if not message.id:
            continue
        one = isinstance(message.id, str)
        originals = (message.id,) if one else message.id
        translations = (message.string,) if one else message.string
        allowed = {tuple(names(text)) for text in originals}
        if any(tuple(names(text)) not in allowed for text in translations):
            wrong.append(message.id)
    assert wrong == []


def test_what_is_compiled_is_what_is_written(catalogue):
    path = update.po_path(str(catalogue.locale)).with_suffix(".mo")
    assert path.read_bytes() == update.mo_bytes(catalogue), HOW
