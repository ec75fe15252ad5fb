"""The sentences about images and what the network takes them for."""

from core.datasets.browsing import Predictions, count_right
from core.language import tr, trn
from core.metrics.classes import class_names
from core.network.data import Data
from core.network.node import Array
from core.numbers import grouped
from gui.digits.grid import Caption
from gui.digits.judging import Judging
from gui.settings import Settings


def class_of_row(data: Data, row: int) -> int:
    """The class of a row, from 0."""
    targets = data.targets[row]
    return int(targets.argmax()) if len(targets) > 1 else int(targets[0] >= 0.5)


def name_of_class(data: Data, k: int) -> str:
    """What a class is called; asked for hundreds of images at a time."""
    columns = data.target_columns
    if len(columns) > 1 and columns[k].name:
        return columns[k].name
    return class_names(data)[k]


def caption_of(data: Data, row: int, found: Predictions | None) -> Caption:
    """What stands below an image: 4, or 4 ✗ 9 where a 4 is taken for a 9."""
    true = class_of_row(data, row)
    predicted = -1 if found is None else int(found.predicted[row])
    if predicted in (-1, true):
        return Caption(name_of_class(data, true))
    return Caption(f"{name_of_class(data, true)} ✗ {name_of_class(data, predicted)}", True)


def tip_of(data: Data, row: int, found: Predictions | None) -> str:
    """The same in a sentence."""
    number, true = grouped(row + 1), class_of_row(data, row)
    predicted = -1 if found is None else int(found.predicted[row])
    if predicted < 0:
        text = tr("Observation {i}: {name}.")
        return text.format(i=number, name=name_of_class(data, true))
    if predicted != true:
        text = tr("Observation {i}: {name}, wrongly taken for {predicted}.")
    else:
        text = tr("Observation {i}: {name}, rightly taken for {predicted}.")
    names = name_of_class(data, true), name_of_class(data, predicted)
    return text.format(i=number, name=names[0], predicted=names[1])


def why_unknown(judging: Judging) -> str:
    """Why nothing is predicted."""
    if judging.problem is not None:
        return str(judging.problem)
    if judging.is_busy:
        return tr("The network looks at the images…")
    return tr("The network does not fit these data, so there are no predictions.")


def status_text(
    data: Data, judging: Judging, rows: Array, settings: Settings, accuracy: bool = True
) -> str:
    """How many images there are, how many are right, and whether that still holds.

    Without ``accuracy`` the images are chosen by being right or wrong: it would say nothing.
    """
    n = len(rows)
    told = [trn("{n} image.", "{n} images.", n).replace(str(n), grouped(n), 1)]
    if judging.found is None:
        return " ".join([*told, why_unknown(judging)])
    right, known = count_right(data, judging.found, rows)
    if known and accuracy:
        share = f"{100 * right / known:.2f}".replace(".", settings.notation.decimal_mark)
        text = tr("{right} of {known} are right ({share} %).")
        told.append(text.format(right=grouped(right), known=grouped(known), share=share))
    if judging.is_stale:
        told.append(tr("The weights have changed since: it is calculated again."))
    elif judging.is_busy:
        told.append(tr("It is calculated again…"))
    return " ".join(told)
