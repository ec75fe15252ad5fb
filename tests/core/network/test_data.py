import numpy as np

from core.network.data import Data, Part


def data(split=None, gap=None):
    inputs = np.arange(8.0).reshape(4, 2)
    if gap is not None:
        inputs[gap, 0] = np.nan
    return Data(inputs, np.arange(4.0)[:, None], split=split)


def test_all_rows_are_not_copied_to_train_with_them():
    everything = data()
    assert everything.part(Part.TRAINING) is everything
    assert everything.part(Part.TEST).inputs.shape == (0, 2)
    assert [everything.count(part) for part in Part] == [4, 0, 0]


def test_a_part_holds_its_rows_in_order_and_cannot_be_written_to():
    part = data(np.array([0, 2, 0, 1])).part(Part.TRAINING)
    assert part.inputs.tolist() == [[0.0, 1.0], [4.0, 5.0]]
    assert part.split is None
    assert not part.inputs.flags.writeable


def test_only_gaps_in_training_rows_count():
    assert data().is_whole
    assert not data(gap=1).is_whole
    assert data(np.array([0, 2, 0, 1]), gap=1).is_whole


def test_what_can_still_be_written_to_is_copied():
    given = np.zeros((2, 1))
    kept = Data(given, given)
    given[0] = 7.0
    assert kept.inputs[0] == 0.0
    assert Data(kept.inputs, kept.targets).inputs is kept.inputs


def test_the_largest_inputs_see_past_gaps_and_signs():
    assert data().largest_inputs.tolist() == [6.0, 7.0]
    assert Data(
        np.array([[-9.0, np.nan], [2.0, -3.0]]), np.zeros((2, 1))
    ).largest_inputs.tolist() == [9.0, 3.0]
