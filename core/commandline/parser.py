"""The commands with their arguments; a wrong use is one sentence."""

import argparse
import os
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from core.commandline import COMMANDS
from core.commandline.typed import number
from core.language import tr, translatable
from core.network.errors import NodewiseError


class UsageError(NodewiseError):
    """A command line that says too little, too much or something unknown."""

    template = translatable("{command}: {problem}.")


class UnknownCommandError(NodewiseError):
    """A first word that is neither a command nor a file."""

    template = translatable("“{word}” is neither a command ({commands}) nor a file.")


class _Format(argparse.HelpFormatter):
    """Asks the system for the width itself: argparse imports shutil, with all compressions."""

    def __init__(self, prog: str) -> None:
        try:
            width = os.get_terminal_size().columns
        except (OSError, ValueError):
            width = 80
        super().__init__(prog, width=width - 2)


class _Parser(argparse.ArgumentParser):
    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=_Format, **options)

    def error(self, message: str) -> NoReturn:
        raise UsageError(command=self.prog, problem=message.removesuffix("."))


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the chosen command with its arguments; raise `UsageError`, `UnknownCommandError`."""
    if arguments and not arguments[0].startswith("-") and arguments[0] not in COMMANDS:
        raise UnknownCommandError(word=arguments[0], commands=", ".join(COMMANDS))
    command = next((word for word in arguments if word in COMMANDS), "")
    chosen, unknown = parser(command).parse_known_args(arguments)
    if unknown:
        problem = tr("“{word}” is not an argument of this command").format(word=unknown[0])
        raise UsageError(command=f"main.py {chosen.command}", problem=problem)
    return chosen


def parser(command: str = "") -> argparse.ArgumentParser:
    """Return the parser of every command that runs without a screen; only ``command`` in full."""
    top = _Parser(
        prog="main.py",
        description=tr("Draw a neural network and step through every number of it."),
        epilog=tr("Without a command, the window opens (with FILE, if one is named)."),
        allow_abbrev=False,
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    texts = {
        "check": tr("say what a network file holds and what it lacks"),
        "predict": tr("print ŷ for every observation, and the loss"),
        "gradient": tr("print the loss and its gradient"),
        "explain": tr("show every step to one parameter's gradient and update"),
        "train": tr("train a network and print its losses"),
    }
    for name, text in texts.items():
        made = _command(commands, name, text)
        if name == command and name in _ARGUMENTS:
            _ARGUMENTS[name](made)
    return top


def _command(commands: argparse._SubParsersAction, name: str, text: str) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(
        name, help=text, description=text, allow_abbrev=False
    )
    made.add_argument("file", metavar="FILE", help=tr("a .nodewise file"))
    return made


def _data_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--data", metavar="CSV", help=tr("a CSV file, or the name of a built-in data set")
    )
    command.add_argument("--json", action="store_true", help=tr("print JSON"))


def _explain_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--parameter",
        required=True,
        metavar="NAME",
        help=tr(
            "the parameter: w11, beta1, x1->a1, or a1 for its bias; of a unit in a block"
            " pixels[407]->h[17], h[17] or, by level, row and column, w1_17,407"
        ),
    )
    command.add_argument(
        "--row", type=_row, default=1, metavar="I", help=tr("the observation, from 1")
    )
    command.add_argument(
        "--learning-rate", type=number, metavar="E", help=tr("the step size of the update")
    )
    command.add_argument("--format", choices=("text", "markdown", "latex", "json"), default="text")


def _row(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(
            tr("“{text}” is not the number of an observation: they count from 1").format(text=text)
        )
    return int(text)


def _train_arguments(command: argparse.ArgumentParser) -> None:
    from core.commandline.train_arguments import add_arguments

    add_arguments(command)


_ARGUMENTS: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "predict": _data_arguments,
    "gradient": _data_arguments,
    "explain": _explain_arguments,
    "train": _train_arguments,
}
