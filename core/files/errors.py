"""What can be wrong with a file, one class a rule; a spot is said as in ``nodes[3].bias``."""

from core.language import Message, translatable
from core.network.errors import NodewiseError


class FileError(NodewiseError):
    """Anything that keeps a file from being read or written; the open work is untouched."""


class MissingFileError(FileError):
    """A path that leads nowhere."""

    template = translatable("There is no file “{path}”.")


class FolderError(FileError):
    """A path that leads to a folder."""

    template = translatable("“{path}” is a folder, not a file.")


class ForbiddenError(FileError):
    """A file that its permissions keep from being read."""

    template = translatable("“{path}” may not be read: its permissions do not allow it.")


class UnreadableError(FileError):
    """Any other trouble of the operating system with reading."""

    template = translatable("“{path}” could not be read: {reason}.")


class UnwritableError(FileError):
    """A file that could not be written; what was there before is still there."""

    template = translatable("“{path}” could not be saved: {reason}.")


class NotTextError(FileError):
    """A picture, a program, a compressed file: no UTF-8 text."""

    template = translatable("This is not a network file: it is not UTF-8 text.")


class EmptyFileError(FileError):
    """A file without anything in it."""

    template = translatable("This file is empty.")


class SyntaxFileError(FileError):
    """A text that is not JSON, or only the beginning of it."""

    template = translatable("Line {line}, column {column}: {problem}.")


class CutFileError(SyntaxFileError):
    """A file of which only the beginning is there."""

    template = translatable(
        "Line {line}, column {column}: the file ends here, in the middle; the rest is missing."
    )


class DamagedError(FileError):
    """A file with something wrong, beside which the version before the last save still is."""

    template = translatable(
        "{problem} The version before the last save is still there, in “{backup}”: open that."
    )


class NestingError(FileError):
    """Lists in lists in lists, until no reader can follow."""

    template = translatable("This file is nested too deeply to be a network.")


class TooLargeError(FileError):
    """A file that does not fit into memory."""

    template = translatable("This file is too large for the memory of this computer.")


class NotNodewiseError(FileError):
    """JSON, but of something else."""

    template = translatable("This is not a network file: “format” should be “nodewise”, got {got}.")


class VersionError(FileError):
    """A file of a format that this program does not know."""

    template = translatable(
        "version: this file has version {version}, and this Nodewise reads version {known}. "
        "A newer Nodewise may open it."
    )


class SpotError(FileError):
    """Something wrong at one spot; ``problem`` is itself a sentence."""

    template = translatable("{where}: {problem}")

    def __init__(self, where: str | Message, **values: object) -> None:
        # A spot is the file's own spelling, whatever the language: "loss" stays "loss".
        super().__init__(where=Message("{where}", where=where), **values)


class MissingKeyError(SpotError):
    """A key that has to be there."""

    template = translatable("{where}: this is missing.")


class DoubledKeyError(SpotError):
    """A key that stands twice in one object, so that one of its values would be lost."""

    template = translatable("{where}: this key stands there twice.")


class DoubledIdError(SpotError):
    """A name that stands twice in a list whose places are counted."""

    template = translatable("{where}: “{name}” stands there twice.")


class ExpectedError(SpotError):
    """A value of the wrong type or shape."""

    template = translatable("{where}: expected {expected}, got {got}.")


class UnknownChoiceError(SpotError):
    """A word outside the list that its place allows."""

    template = translatable("{where}: “{value}” is not known; use one of {allowed}.")


class NotFiniteError(SpotError):
    """NaN, an infinity, or a number beyond the range of float64."""

    template = translatable("{where}: a number has to be finite.")


class SurrogateError(SpotError):
    """Half of a character, which no text file can hold."""

    template = translatable("{where}: this text holds half a character (a lone surrogate).")
