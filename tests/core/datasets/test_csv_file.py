from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.datasets.csv_file import read_csv
from core.files.reader import read_network
from core.network.data import Column, Data
from core.network.edge import Edge
from core.network.errors import NodewiseError
from core.network.network import Network
from core.network.node import Node, Role

EXAMPLES = Path(__file__).parents[3] / "resources" / "examples"


@pytest.fixture
def house() -> Network:
    return read_network(EXAMPLES / "house-prices.nodewise")


def read(tmp_path: Path, network: Network, content: str | bytes) -> Data:
    file = tmp_path / "rows.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_csv(file, network)


@pytest.mark.parametrize(
    "content",
    [
        "X_1,X_2,y\n1,3,215\n2,4.5,\n",
        "X₁,X₂,ŷ\n1,3,215\n2,4.5,\n",
        "y,x2,x1\n215,3,1\n,4.5,2\n",
        "Y;X1;X2\n215;1;3\n;2;4,5\n",
        "rooms,baths,price\n1,3,215\n2,4.5,\n",
        "x1\tx2\tprice\n1\t3\t215\n2\t4,5\t\n",
        'a,b,c\n1,3,215\n\n2,"4,5",""\n',
        "\ufeffx_{1}, x_{2} ,\\hat{y}\r\n1, 3, 215\r\n2, 4.5,\r\n",
    ],
)
def test_columns_by_name_or_else_in_order(tmp_path: Path, house: Network, content: str) -> None:
    data = read(tmp_path, house, content)
    np.testing.assert_array_equal(data.inputs, [[1, 3], [2, 4.5]])
    np.testing.assert_array_equal(data.targets, [[215], [np.nan]])


@pytest.mark.parametrize("content", ["x2,x1\n3,1\n", "rooms,baths\n1,3\n"])
def test_targets_may_be_absent(tmp_path: Path, house: Network, content: str) -> None:
    data = read(tmp_path, house, content)
    np.testing.assert_array_equal(data.inputs, [[1, 3]])
    assert np.isnan(data.targets).all()


def test_labels_name_columns(tmp_path: Path, house: Network) -> None:
    nodes = {
        n: replace(node, label="Área (m²)" if n == "x2" else None)
        for n, node in house.nodes.items()
    }
    named = replace(house, nodes=nodes)
    for raw in ("X1,Área (m²)\n1,3\n".encode("cp1252"), "Área (m²)\tx1\n3\t1".encode("utf-16")):
        np.testing.assert_array_equal(read(tmp_path, named, raw).inputs, [[1, 3]])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "“rows.csv” has no observations: it needs a header and a row below it."),
        ("x1,x2\n", "“rows.csv” has no observations: it needs a header and a row below it."),
        (
            "1,3,215\n",
            "“rows.csv” begins with numbers: its first row has to name the columns, "
            "as in X₁, X₂, ŷ.",
        ),
        ("x1,x2\n1,3\n1,abc\n", "Row 2 (line 3), column “x2”: “abc” is not a number."),
        ("x1,x2\n\n1,inf\n", "Row 1 (line 3), column “x2”: “inf” is not a number."),
        ("x1,x1,x2\n1,3,4\n", "“rows.csv” has two columns for X₁."),
        ("x1,x2\n1\n", "Row 1 (line 2) has 1 cell, but the header has 2 cells."),
        (
            "x1,colour,y\n1,3,5\n",
            "The column “colour” belongs to nothing here: expected X₁, X₂, ŷ.",
        ),
        (
            "x1,x2,y,colour\n1,3,5,7\n",
            "The column “colour” belongs to nothing here: expected X₁, X₂, ŷ.",
        ),
        ("x1,y\n1,3\n", "There is no column for X₂ in “rows.csv”."),
        ("x1,X_1,x2\n1,3,4\n", "“rows.csv” has two columns for X₁."),
        (
            "a,b,c,d\n1,3,4,5\n",
            "“rows.csv” has 4 columns, and none is named like an input or output here: "
            "expected X₁, X₂, ŷ.",
        ),
        (b"x1,x2\n1,\x00\n", "“rows.csv” is not a CSV file."),
    ],
)
def test_what_is_wrong_is_named(
    tmp_path: Path, house: Network, content: str | bytes, sentence: str
) -> None:
    with pytest.raises(NodewiseError) as caught:
        read(tmp_path, house, content)
    assert str(caught.value) == sentence


def test_a_csv_is_standardised_as_the_network_s_own_observations_are(tmp_path):
    data = Data(
        np.array([[0.0], [1.0]]),
        np.array([[-1.0], [1.0]]),
        input_columns=(Column("lot size", "ft²", 5000.0, 2000.0),),
        target_columns=(Column("price", "$", 70000.0, 20000.0),),
    )
    nodes = [Node("x", Role.INPUT), Node("y", Role.OUTPUT)]
    network = Network.build(nodes, [Edge("x", "y", np.array([[0.5]]))], data=data)
    path = tmp_path / "houses.csv"
    path.write_text("price,lot size\n90000,7000\n", "utf-8")
    read = read_csv(path, network)
    assert read.inputs.tolist() == [[1.0]]
    assert read.targets.tolist() == [[1.0]]
    assert read.measured_targets(read.targets).tolist() == [[90000.0]]
