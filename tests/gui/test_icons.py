import gc

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage

from gui.action_table import ACTIONS
from gui.icons import FOLDER, app_icon, icon, icon_names
from gui.theme import theme


def colours(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


@pytest.mark.parametrize("name", icon_names())
def test_every_icon_is_drawn(qapp, name):
    image = icon(name).pixmap(QSize(48, 48)).toImage()
    assert colours(image)


@pytest.mark.parametrize("name", icon_names())
def test_every_icon_has_the_one_line_weight(name):
    assert 'stroke-width="1.75"' in (FOLDER / f"{name}.svg").read_text(encoding="utf-8")


def test_every_command_with_an_icon_finds_it(qapp):
    for spec in ACTIONS:
        if spec.icon:
            assert not icon(spec.icon).isNull()


def test_icons_take_the_colours_of_the_theme_at_once(qapp):
    undo = icon("undo")
    assert theme().colour("text").name() in colours(undo.pixmap(QSize(48, 48)).toImage())
    theme().set(dark=True)
    assert theme().colour("text").name() in colours(undo.pixmap(QSize(48, 48)).toImage())


def test_disabled_selected_and_checked_have_their_own_colours(qapp):
    save = icon("save")
    size = QSize(48, 48)
    normal = save.pixmap(size).toImage()
    disabled = save.pixmap(size, QIcon.Mode.Disabled).toImage()
    selected = save.pixmap(size, QIcon.Mode.Selected).toImage()
    checked = save.pixmap(size, QIcon.Mode.Normal, QIcon.State.On).toImage()
    assert theme().colour("on_accent").name() in colours(selected)
    assert theme().colour("accent").name() in colours(checked)
    assert not colours(disabled) & colours(normal)


def test_icons_are_crisp_on_fine_screens(qapp):
    pixmap = icon("fit").pixmap(QSize(20, 20), 2.0)
    assert pixmap.size() == QSize(40, 40)
    assert pixmap.devicePixelRatio() == 2.0


def test_icons_outlive_the_collector(qapp):
    icons = [icon("undo") for _ in range(200)]
    copies = [QIcon(one) for one in icons]
    del icons
    gc.collect()
    assert all(not copy.pixmap(QSize(16, 16)).isNull() for copy in copies)


def test_an_unknown_icon_is_an_error_at_once(qapp):
    with pytest.raises(FileNotFoundError):
        icon("no such icon")


def test_the_program_has_a_picture(qapp):
    assert len(colours(app_icon().pixmap(QSize(64, 64)).toImage())) > 4
