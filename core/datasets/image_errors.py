"""What can be wrong with images that are to be observations, each in one sentence."""

from core.datasets.errors import DataError
from core.language import translatable


class NotIdxError(DataError):
    """A file that does not begin as an IDX file does."""

    template = translatable(
        "“{file}” is not an IDX file of images or labels: it does not begin as one does."
    )


class UnpackError(DataError):
    """A compressed file that is damaged."""

    template = translatable("“{file}” cannot be unpacked: it is damaged or was cut off.")


class DamagedSetError(DataError):
    """A file of a data set that comes with the program, and that is not what it was."""

    template = translatable(
        "The digits that come with Nodewise cannot be read: “{file}” is missing or damaged. "
        "Install the program anew."
    )


class TruncatedError(DataError):
    """An IDX file that is shorter than its own header says."""

    template = translatable(
        "“{file}” was cut off: it should hold {expected} bytes of {what}, but has {got}."
    )


class NoPartnerError(DataError):
    """Images without their labels, or the other way round."""

    template = translatable(
        "There is no file of {what} beside “{file}”: put “{partner}” into the same folder."
    )


class CountError(DataError):
    """Another number of images than of labels."""

    template = translatable(
        "“{file}” has {images} images, but “{partner}” has {labels} labels: they do not belong "
        "together."
    )


class SidesError(DataError):
    """Images that are larger than a network of dense layers is for."""

    template = translatable(
        "The images of “{file}” have {height} × {width} pixels; at most 64 × 64 can be read here."
    )


class NoImagesError(DataError):
    """A folder or a file without an image."""

    template = translatable("There is no image in “{file}” that can be read.")


class NoClassesError(DataError):
    """Images of which nothing says what they show."""

    template = translatable(
        "Nothing says what the images in “{file}” show: give every class a folder of its own, or "
        "begin the file names with the class, as in 7_001.png."
    )


class OneClassError(DataError):
    """Images that all show the same."""

    template = translatable(
        "All images in “{file}” belong to the class {name}: there is nothing to tell apart."
    )


class ManyClassesError(DataError):
    """More classes than an output each is drawn for."""

    template = translatable(
        "The images in “{file}” belong to {n} classes; at most {most} can be told apart here."
    )
