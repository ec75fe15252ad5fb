"""Why a baseline cannot be fitted, in one sentence."""

from core.language import translatable
from core.network.errors import NodewiseError


class BaselineError(NodewiseError):
    """Something that keeps a baseline from being fitted."""


class TooFewRowsError(BaselineError):
    """Not enough complete rows to fit on."""

    template = translatable(
        "A baseline needs at least {n} training observations with all their numbers: add some."
    )


class TooManyNumbersError(BaselineError):
    """Data on which a linear model would take minutes and most of the memory."""

    template = translatable(
        "Linear models are fitted to at most {most} numbers, and {n} observations of {k} inputs "
        "have more: train a network without hidden neurons instead, or give fewer observations "
        "to training."
    )


class NotClassesError(BaselineError):
    """Targets that are no classes."""

    template = translatable(
        "This baseline is for classes: every target has to be 0 or 1, with one 1 a row where "
        "there are several outputs."
    )


class NotLinearError(BaselineError):
    """A hidden neuron that bends its value, so that the network is no linear model."""

    template = translatable(
        "{node} has the activation {activation}, which is not linear: only networks whose hidden "
        "neurons all have the identity are linear models."
    )
