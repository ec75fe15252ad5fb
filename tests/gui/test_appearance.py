"""The texts that Qt's own dialogs lack come from our catalogue."""

from core.language import language, set_language
from gui.appearance import QtTexts


def test_what_qt_lacks_in_spanish_is_ours_and_the_rest_is_left_to_qt(qapp):
    before = language()
    set_language("es")
    try:
        assert QtTexts().translate("QFileDialog", "&Look in:") == "&Buscar en:"
        assert QtTexts().translate("QFileDialog", "Something else") is None
    finally:
        set_language(before)
