"""The settings of a training: the file's own, with the options in their place."""

import argparse
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from core.commandline.train_arguments import COUNTS, NUMBERS, option
from core.language import translatable
from core.network.errors import NodewiseError
from core.training.settings import SettingError, TrainingSettings, checked


class OptionError(NodewiseError):
    """An option whose value is out of its range."""

    template = translatable("{option}: expected {expected}, got {got}.")


def settings_of(training: Mapping[str, Any], chosen: argparse.Namespace) -> TrainingSettings:
    """The file's settings with the options in their place; raise what is out of its range."""
    settings = TrainingSettings.of(training)
    names = ("optimizer", "dtype", "eta_outside", *NUMBERS, *COUNTS)
    given = {name: getattr(chosen, name) for name in names if getattr(chosen, name) is not None}
    if "dropout" in given:
        given["dropout_by_node"] = {}
    try:
        return checked(replace(settings, **given))
    except SettingError as error:
        name = str(error.values["where"]).removeprefix("training.")
        expected, got = error.values["expected"], error.values["got"]
        raise OptionError(option=option(name), expected=expected, got=got) from None
