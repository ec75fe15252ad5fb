"""The tables that come with the program: the lecture's, and real ones from resources/data."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from core.datasets.csv_format import Format
from core.datasets.csv_reading import read_table
from core.datasets.split import rows_text
from core.datasets.table import Table, TableColumn
from core.language import translatable

FOLDER = Path(__file__).parents[2] / "resources" / "data"

HITTERS_INPUTS = (
    "AtBat", "Hits", "HmRun", "Runs", "RBI", "Walks", "Years", "CAtBat", "CHits", "CHmRun",
    "CRuns", "CRBI", "CWalks", "League", "Division", "PutOuts", "Assists", "Errors", "NewLeague",
)  # fmt: skip
HITTERS_SOURCE = {
    "name": "Hitters",
    "origin": translatable(
        "1988 poster session of the ASA Section on Statistical Graphics, by way of StatLib and the "
        "ISLP package (James, Witten, Hastie, Tibshirani)"
    ),
    "licence": "BSD-3-Clause",
}
WINDSOR_INPUTS = (
    "lotsize", "bedrooms", "bathrooms", "stories", "driveway", "recreation", "fullbase",
    "gasheat", "aircon", "garage", "prefer",
)  # fmt: skip
WINDSOR_SOURCE = {
    "name": "Windsor house prices",
    "origin": translatable(
        "Anglin and Gençay (1996), Journal of Applied Econometrics 11, by way of the R packages "
        "Ecdat and AER"
    ),
    "licence": "GPL-2.0-or-later",
}


def xor() -> Table:
    """The truth table of q xor p: 00, 01, 10, 11."""
    q, p = np.array([0.0, 0, 1, 1]), np.array([0.0, 1, 0, 1])
    return Table(
        (TableColumn("q", q), TableColumn("p", p), TableColumn("q xor p", (q != p).astype(float)))
    )


def house_prices() -> Table:
    """The slide's row."""
    row = {"X1": 1.0, "X2": 3.0, "y": 215.0}
    return Table(tuple(TableColumn(name, np.array([value])) for name, value in row.items()))


@cache
def windsor() -> Table:
    """546 houses: the price in Canadian dollars, the lot size in square feet."""
    return _read("windsor_house_prices.csv", {"price": "CAD", "lotsize": "ft²"})


@cache
def hitters() -> Table:
    """322 players, 59 of them without a salary (in thousands of dollars)."""
    return _read("hitters.csv", {"Salary": "1000 USD"})


@cache
def hitters_test_rows() -> str:
    """The lecture's 87 test rows, from 1, among the players whose salary is known."""
    text = (FOLDER / "hitters_test_rows.json").read_text("utf-8")
    return rows_text([row - 1 for row in json.loads(text)["test_rows"]])


def _read(name: str, units: dict[str, str]) -> Table:
    table = read_table(FOLDER / name, Format())
    columns = tuple(replace(c, unit=units.get(c.name, "")) for c in table.columns)
    return replace(table, columns=columns, lines=None)
