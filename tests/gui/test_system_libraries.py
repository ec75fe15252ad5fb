"""What is missing on a Linux system is named in one sentence, with the exact apt line."""

import pytest

from gui.system_libraries import what_is_missing

SCREEN = {"DISPLAY": ":0"}


def release(tmp_path, distribution, version):
    path = tmp_path / "os-release"
    path.write_text(f'NAME="x"\nID={distribution}\nVERSION_ID="{version}"\n')
    return path


def test_nothing_is_said_where_everything_is_there():
    assert what_is_missing("linux", SCREEN, can_load=lambda name: True) is None
    assert what_is_missing("darwin", {}, can_load=lambda name: False) is None
    offscreen = {"QT_QPA_PLATFORM": "offscreen"}
    assert what_is_missing("linux", offscreen, can_load=lambda name: True) is None


def test_only_what_is_missing_is_named(tmp_path):
    def lacks(name):
        return name not in ("libxcb-cursor.so.0", "libEGL.so.1")

    problem = what_is_missing("linux", SCREEN, release(tmp_path, "debian", "12"), lacks)
    assert problem.endswith("sudo apt-get install -y libegl1 libxcb-cursor0")


def test_without_a_screen_the_screens_libraries_are_not_asked_for(tmp_path):
    offscreen = {"QT_QPA_PLATFORM": "offscreen"}
    where = release(tmp_path, "debian", "12")
    problem = what_is_missing("linux", offscreen, where, lambda name: False)
    assert "xcb" not in problem


@pytest.mark.parametrize(
    ("distribution", "version", "package"),
    [
        ("debian", "12", "libglib2.0-0"),
        ("debian", "13", "libglib2.0-0t64"),
        ("ubuntu", "22.04", "libglib2.0-0"),
        ("ubuntu", "24.04", "libglib2.0-0t64"),
        ("arch", "", "libglib2.0-0"),
    ],
)
def test_glib_is_named_as_this_system_names_it(tmp_path, distribution, version, package):
    where = release(tmp_path, distribution, version)
    problem = what_is_missing("linux", SCREEN, where, lambda name: "glib" not in name)
    assert problem.split()[-1] == package


def test_no_screen_is_a_sentence_and_not_an_abort():
    problem = what_is_missing("linux", {}, can_load=lambda name: True)
    assert "needs a screen" in problem
