from core.network.edge import Edge, EdgeKey
from core.network.edits import remove
from core.network.layers import lay_down
from core.network.matrices import parameter_matrices
from core.network.naming import Names
from core.network.network import Network
from core.network.node import Node, Role
from core.network.notation import LECTURE, IndexOrder, Notation

NETWORK = lay_down(Network(), (2, 3, 1), "relu", "identity", "mse")
SOURCE_FIRST = Notation(index_order=IndexOrder.SOURCE_FIRST)


def printed(matrix, network=NETWORK, notation=LECTURE):
    names = Names(network, notation)
    return [[names.parameter(p).plain if p else "·" for p in row] for row in matrix.cells]


def test_the_matrices_of_one_hidden_layer_are_the_slides():
    matrices = parameter_matrices(NETWORK)
    assert [m.latex for m in matrices] == ["W", "w_0", r"\beta", r"\beta_0"]
    assert printed(matrices[0]) == [["w₁₁", "w₁₂"], ["w₂₁", "w₂₂"], ["w₃₁", "w₃₂"]]
    assert printed(matrices[1]) == [["w₁₀"], ["w₂₀"], ["w₃₀"]]
    assert printed(matrices[2]) == [["β₁", "β₂", "β₃"]]
    assert printed(matrices[3]) == [["β₀"]]


def test_source_first_stands_the_other_way_round():
    weight = parameter_matrices(NETWORK, SOURCE_FIRST)[0]
    assert weight.shape == (2, 3)
    assert printed(weight, notation=SOURCE_FIRST)[0] == ["w₁₁", "w₁₂", "w₁₃"]


def test_an_edge_that_is_not_drawn_has_no_parameter():
    less = remove(NETWORK, edges=[EdgeKey("x2", "a1")])
    assert printed(parameter_matrices(less)[0], less)[0] == ["w₁₁", "·"]


def test_an_edge_that_skips_a_level_gets_a_column_after_the_others():
    nodes = [Node("x", Role.INPUT), Node("a", Role.HIDDEN), Node("y", Role.OUTPUT)]
    edges = [Edge("x", "a", 1.0), Edge("a", "y", 2.0), Edge("x", "y", 3.0)]
    skipping = Network.build(nodes, edges)
    beta = parameter_matrices(skipping)[2]
    assert [u.node for u in beta.column_units] == ["a", "x"]
    assert [skipping.value(p) for p in beta.cells[0]] == [2.0, 3.0]


def test_every_parameter_stands_in_exactly_one_cell():
    cells = [p for m in parameter_matrices(NETWORK) for row in m.cells for p in row]
    assert len(cells) == len(NETWORK.parameters())
    assert set(cells) == set(NETWORK.parameters())
