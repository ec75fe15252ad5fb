"""Commands on the file, the help and the program."""

from core.language import translatable
from gui.action_table.spec import Spec

FILE = (
    Spec(
        "file.new", translatable("New"), translatable("Begin with an empty drawing."), ("Ctrl+N",)
    ),
    Spec(
        "view.lessons",
        translatable("Lessons and start page…"),
        translatable("Choose a lesson, a recent file or an empty drawing."),
        ("Ctrl+L",),
    ),
    Spec(
        "file.open",
        translatable("Open…"),
        translatable("Open a network from a file. You can also drag the file on the window."),
        ("Ctrl+O",),
    ),
    Spec(
        "file.clear_recent",
        translatable("Forget these files"),
        translatable("Empty the list of recent files. The files themselves stay."),
    ),
    Spec(
        "file.save",
        translatable("Save"),
        translatable("Keep the network in its file; the version before stays as a backup."),
        ("Ctrl+S",),
        needs="document",
    ),
    Spec(
        "file.save_as",
        translatable("Save as…"),
        translatable("Keep the network in another file."),
        ("Ctrl+Shift+S",),
        needs="document",
    ),
    Spec(
        "export.picture",
        translatable("Save the drawing as a picture…"),
        translatable("Save the canvas as SVG, PNG or PDF, for slides and exercise sheets."),
        ("Ctrl+Shift+E",),
        needs="nodes",
    ),
    Spec(
        "export.copy_picture",
        translatable("Copy the drawing as a picture"),
        translatable("Put a picture of the canvas on the clipboard."),
        needs="nodes",
    ),
    Spec(
        "export.copy_latex",
        translatable("Copy the formula as LaTeX"),
        translatable("Put the LaTeX of the formula of this step on the clipboard."),
        ("Ctrl+Shift+C",),
        needs="stepping",
    ),
    Spec(
        "export.copy_formula",
        translatable("Copy the formula as a picture"),
        translatable("Put a picture of the formula of this step on the clipboard."),
        needs="stepping",
    ),
    Spec(
        "view.quit",
        translatable("Quit"),
        translatable("Close the window; you are asked about unsaved work."),
        ("Ctrl+Q",),
    ),
)

HELP = (
    Spec(
        "help.shortcuts",
        translatable("Keyboard shortcuts"),
        translatable("Every command with its keys, to search."),
        ("F1", "?"),
        "help",
    ),
    Spec(
        "help.about",
        translatable("About Nodewise"),
        translatable("What Nodewise is, the lecture it follows, and its licences."),
    ),
)
