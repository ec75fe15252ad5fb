"""Which class was taken for which."""

import numpy as np

from core.network.data import Data
from core.network.node import Array


def classes_of(outputs: Array) -> Array:
    """The class of every row (n, outputs), from 0: the largest output, or 1 from ½ on."""
    if outputs.shape[1] == 1:
        return (outputs[:, 0] >= 0.5).astype(np.intp)
    return outputs.argmax(axis=1)


def counted(y_hat: Array, y: Array) -> Array:
    """The confusion matrix of predictions."""
    m = max(2, y.shape[1])
    counts = np.bincount(classes_of(y) * m + classes_of(y_hat), minlength=m * m)
    return counts.reshape(m, m)


def class_names(data: Data) -> list[str]:
    """The classes by name, or by number where the columns have none.

    One column of 0 and 1 has two classes: the two levels of its category, else 0 and 1.
    """
    names = [column.name for column in data.target_columns]
    m = data.targets.shape[1]
    if m == 1 and names and data.target_columns[0].category:
        return [data.target_columns[0].reference, data.target_columns[0].level]
    if m == 1:
        return ["0", "1"] if not names or not names[0] else [f"{names[0]} = 0", f"{names[0]} = 1"]
    return [names[k] if k < len(names) and names[k] else str(k + 1) for k in range(m)]
