"""ε that was changed by hand during a run is kept with it, and told."""

from dataclasses import replace

import pytest

from core.compiling.compiler import compile_network, parameter_vector
from core.files.errors import FileError
from core.files.reader import network_from_text
from core.files.writer import text_of
from core.network.network import Network
from core.network.notation import LECTURE
from core.network.run import Run
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer
from gui.runs.words import rates_text, settings_text
from gui.training.session import State
from tests.gui.training.conftest import session, xor  # noqa: F401 - fixtures

RUN = Run("gd", settings={"optimizer": "gd", "learning_rate": 0.1}, loss=0.5)


def test_the_changes_of_a_run_repeat_it_bit_for_bit(qtbot, session, xor):  # noqa: F811
    session.change(epochs=1_000_000_000, learning_rate=1e-4)
    network = xor.network
    session.run()
    for rate in (2e-4, 3e-4):
        qtbot.waitUntil(lambda: session.report is not None and session.report.step > 0)
        session.set_learning_rate(rate)
        qtbot.waitUntil(lambda rate=rate: session.report.learning_rate == rate)
    session.pause()
    qtbot.waitUntil(lambda: session._hand.is_resting)
    session.stop()
    assert session.state is State.IDLE
    (run,) = xor.network.runs
    assert [rate for _, rate in run.rates] == [2e-4, 3e-4]
    plan = compile_network(network)
    settings = TrainingSettings.of(run.settings)
    trainer = Trainer(plan, parameter_vector(plan, network), network.data, settings)
    for step, rate in run.rates:
        trainer.run_steps(step - trainer.step)
        trainer.learning_rate = rate
    trainer.run_steps(run.steps - trainer.step)
    assert trainer.theta.tolist() == parameter_vector(plan, run.end.into(network)).tolist()


def test_they_are_kept_in_the_file_and_may_be_absent():
    run = replace(RUN, rates=((12, 0.05), (40, 1 / 3)))
    text = text_of(Network(runs=(RUN, run)))
    assert network_from_text(text).runs == (RUN, run)
    assert text.count("learning_rates") == 1
    with pytest.raises(FileError, match="learning_rates"):
        network_from_text(text.replace("[12, 0.05]", "[12]"))


def test_they_are_told_of_a_run():
    run = replace(RUN, rates=((1200, 0.05),))
    assert settings_text(RUN, ["learning_rate"], LECTURE) == "ε = 0.1"
    assert settings_text(run, ["learning_rate"], LECTURE) == "ε = 0.1 → 0.05"
    nothing = replace(run, settings={"learning_rate": None})  # as a file may have it
    assert settings_text(nothing, ["learning_rate"], LECTURE) == ""
    assert rates_text(run, LECTURE) == (
        "ε was changed by hand: 0.05 after step 1\u202f200. Its seed alone does not repeat this "
        "run."
    )
    many = replace(RUN, rates=tuple((step, 0.01) for step in range(1, 20)))
    assert "step 5, …, 0.01 after step 19." in rates_text(many, LECTURE)
