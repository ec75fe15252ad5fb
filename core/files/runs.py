"""The runs that travel with a network: settings, curves, metrics and, if not too large, weights."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from core.files.arrays import table_from, table_to, tidy
from core.files.columns import (
    MANY,
    Columns,
    ColumnWeights,
    columns_from,
    columns_to,
    in_rows,
    stands_for_many,
)
from core.files.decoding import joined
from core.files.errors import NotFiniteError, SpotError
from core.files.fields import Fields, listed, number
from core.network.edge import EdgeKey
from core.network.errors import DuplicateEdgeError
from core.network.node import Array
from core.network.run import Run, Weights, WeightsOf


def runs_from(value: Any, where: str = "runs") -> tuple[Run, ...]:
    """Read the table of runs."""
    items = [] if value is None else listed(value, where)
    return tuple(_run(Fields(item, joined(where, i))) for i, item in enumerate(items))


def _run(fields: Fields) -> Run:
    return Run(
        name=fields.text("name"),
        settings=fields.mapping("settings"),
        colour=fields.whole_number("colour", 0),
        epochs=fields.whole_number("epochs", 0),
        steps=fields.whole_number("steps", 0),
        seconds=_number(fields, "seconds", 0.0),
        loss=_number(fields, "loss", np.nan),
        validation_loss=_optional(fields, "validation_loss"),
        metrics=_metrics(Fields(fields.take("metrics") or {}, fields.at("metrics"))),
        stopped=fields.text("stopped") or "epochs",
        curves=_curves(Fields(fields.take("curves") or {}, fields.at("curves"))),
        start=_weights(fields.take("start"), fields.at("start")),
        end=_weights(fields.take("end"), fields.at("end")),
        shown=not fields.flag("hidden"),
        rates=_rates(fields.take("learning_rates"), fields.at("learning_rates")),
        extra=fields.extra(),
    )


def _number(fields: Fields, key: str, default: float) -> float:
    value = _optional(fields, key)
    return default if value is None else value


def _optional(fields: Fields, key: str) -> float | None:
    value = fields.take(key)
    return None if value is None else number(value, fields.at(key))


def _metrics(fields: Fields) -> dict[str, float]:
    found = fields.extra()
    return {key: number(value, fields.at(key)) for key, value in found.items() if value is not None}


def _curves(fields: Fields) -> dict[str, Array]:
    return {key: _line(value, fields.at(key)) for key, value in fields.extra().items()}


def _rates(value: Any, where: str) -> tuple[tuple[int, float], ...]:
    """Pairs of a step and of ε from there on."""
    if value is None:
        return ()
    table = table_from(value, 2, where)
    if not np.isfinite(table).all():
        raise NotFiniteError(where=where)
    return tuple((int(step), rate) for step, rate in table.tolist())


def _line(value: Any, where: str) -> Array:
    """One row of numbers, NaN where there is none."""
    return table_from(value if isinstance(value, dict) else [value], None, where)[0]


def _weights(value: Any, where: str) -> Weights | None:
    if value is None:
        return None
    fields = Fields(value, where)
    biases = Fields(fields.take("biases") or {}, fields.at("biases"))
    return Weights(
        {key: _line(v, biases.at(key)) for key, v in biases.extra().items()},
        _edges(listed(fields.take("weights") or [], fields.at("weights")), fields.at("weights")),
    )


def _edges(items: list[Any], where: str) -> Mapping[EdgeKey, Array]:
    if len(items) == 1 and stands_for_many(items[0]):
        return _together(items[0], joined(where, 0))
    found: dict[EdgeKey, Array] = {}
    for i, item in enumerate(items):
        spot = joined(where, i)
        found.update(
            _together(item, spot) if stands_for_many(item) else [_edge(Fields(item, spot))]
        )
    return found


def _together(value: Any, where: str) -> ColumnWeights:
    fields = Fields(value, where)
    columns = columns_from(fields)
    codes = columns.ends[:, 0] * len(columns.ids) + columns.ends[:, 1]
    first = np.unique(codes, return_index=True)[1]
    if len(first) < len(codes):
        again = int(np.setdiff1d(np.arange(len(codes)), first)[0])
        source, target = (columns.ids[i] for i in columns.ends[again].tolist())
        problem = DuplicateEdgeError(source=source, target=target)
        raise SpotError(where=joined(fields.at("targets"), again), problem=problem)
    return ColumnWeights(columns)


def _edge(fields: Fields) -> tuple[EdgeKey, Array]:
    weight = table_from(fields.take("weight"), None, fields.at("weight"))
    if not np.isfinite(weight).all():
        raise NotFiniteError(where=fields.at("weight"))
    return EdgeKey(fields.name("source"), fields.name("target")), weight


def run_to(run: Run, where: str) -> dict[str, Any]:
    """The JSON value of a run; numbers that ran away are null."""
    known: dict[str, Any] = {
        "name": run.name,
        "settings": dict(run.settings),
        "colour": run.colour,
        "epochs": run.epochs,
        "steps": run.steps,
        "seconds": _finite(run.seconds),
        "loss": _finite(run.loss),
        "validation_loss": _finite(run.validation_loss),
        "metrics": {key: _finite(value) for key, value in run.metrics.items()} or None,
        "stopped": run.stopped,
        "curves": {key: _line_to(line, where) for key, line in run.curves.items()} or None,
        "start": _weights_to(run.start, joined(where, "start")),
        "end": _weights_to(run.end, joined(where, "end")),
        "learning_rates": [[step, tidy(rate)] for step, rate in run.rates] or None,
        "hidden": None if run.shown else True,
    }
    written = {key: value for key, value in known.items() if value is not None}
    return written | {key: value for key, value in run.extra.items() if key not in known}


def _finite(value: float | None) -> float | int | None:
    return tidy(float(value)) if value is not None and np.isfinite(value) else None


def _line_to(line: Array, where: str) -> Any:
    table = table_to(np.where(np.isfinite(line), line, np.nan)[np.newaxis], where)
    return table if isinstance(table, dict) else table[0]


def _weights_to(weights: Weights | None, where: str) -> dict[str, Any] | None:
    if weights is None:
        return None
    return {
        "biases": {key: _line_to(bias, where) for key, bias in weights.biases.items()},
        "weights": _edges_to(weights.weights, joined(where, "weights")),
    }


def _edges_to(weights: Mapping[EdgeKey, Array], where: str) -> list[dict[str, Any]]:
    if isinstance(weights, ColumnWeights):
        return [columns_to(weights.columns, where)]
    if isinstance(weights, WeightsOf) and len(weights) >= MANY and weights.singles is not None:
        return [columns_to(Columns(*weights.singles).shortened(), where)]
    keys, arrays = [*weights], [*weights.values()]
    items: list[dict[str, Any]] = []
    for kind, first, last in in_rows([None if a.size > 1 else False for a in arrays]):
        if kind is None:
            items += [
                {"source": key.source, "target": key.target, "weight": table_to(weight, where)}
                for key, weight in zip(keys[first:last], arrays[first:last], strict=True)
            ]
        else:
            items.append(columns_to(_columns(keys[first:last], arrays[first:last]), where))
    return items


def _columns(keys: list[EdgeKey], arrays: list[Array]) -> Columns:
    ids: dict[str, int] = {}
    ends = [ids.setdefault(end, len(ids)) for key in keys for end in key]
    weights = np.fromiter((array.item() for array in arrays), np.float64, len(arrays))
    return Columns([*ids], np.array(ends, np.intp).reshape(-1, 2), weights)
