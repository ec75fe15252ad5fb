"""What the notes of the lessons claim is what happens."""

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from babel.messages.pofile import read_po

from core.compiling.compiler import compile_network, parameter_vector
from core.files.reader import read_network
from core.files.writer import text_of
from core.metrics import metrics
from core.network.data import Part
from core.network.network import Network
from core.training.report import Report, Stopped
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer
from resources.examples.lesson_texts import TEXTS
from resources.examples.make import MADE, with_words
from resources.i18n.update import po_path

FOLDER = Path("resources/examples")
FILES = sorted(FOLDER.glob("*.nodewise"))


def trained(name: str, **changes: object) -> tuple[Network, Trainer, Report]:
    network = read_network(FOLDER / f"{name}.nodewise")
    plan = compile_network(network)
    settings = replace(TrainingSettings.of(network.training), **changes)
    trainer = Trainer(plan, parameter_vector(plan, network), network.data, settings)
    report = trainer.report()
    while not trainer.is_finished:
        report = trainer.run_for(60)
    return network, trainer, report


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_lesson_opens_and_speaks_both_languages(path):
    network = read_network(path)
    assert path.stem in TEXTS
    compile_network(network)
    TrainingSettings.of(network.training)
    for key in ("title", "about", "notes"):
        assert network.lesson[key].keys() >= {"en", "es"}
        assert all(network.lesson[key].values())
    # Points in Spanish part thousands (235.146), or are in the number of a section.
    rest = re.sub(r"\b\d{1,3}(\.\d{3})+\b|6\.1", "", network.lesson["notes"]["es"])
    assert not re.search(r"\d\.\d", rest), "a point"


def test_the_files_are_those_that_the_texts_make():
    for name, words in TEXTS.items():
        file = json.loads((FOLDER / f"{name}.nodewise").read_text("utf-8"))
        assert file["lesson"]["title"] == {code: text.title for code, text in words.items()}


def test_xor_is_learned():
    _network, _trainer, report = trained("xor-learned")
    assert report.loss < 1e-4


def test_one_sixth_solves_the_house_and_one_half_diverges():
    _n, trainer, report = trained("learning-rate", learning_rate=1 / 6, epochs=1)
    assert report.loss < 1e-6
    network, trainer, report = trained("learning-rate", learning_rate=0.5)
    assert report.stopped is Stopped.DIVERGED
    assert "1/3" in str(report.reason)
    assert np.array_equal(trainer.theta, parameter_vector(trainer.plan, network))


def test_the_valley_lets_momentum_pass_where_gradient_descent_diverges():
    assert trained("momentum", learning_rate=0.4)[2].loss < 0.2
    assert trained("momentum", learning_rate=0.6)[2].stopped is Stopped.DIVERGED
    assert trained("momentum", learning_rate=0.6, optimizer="momentum", momentum=0.5)[2].loss < 1e-2


def test_only_momentum_leaves_the_shallow_valley():
    assert trained("double-well")[2].loss == pytest.approx(0.38, abs=0.005)
    assert trained("double-well", optimizer="momentum")[2].loss < 1e-3


def test_adapted_steps_are_faster_where_inputs_differ_in_size():
    gd = trained("adaptive")[2].loss
    adam = trained("adaptive", optimizer="adam", learning_rate=0.1)[2].loss
    assert adam < 0.02 < gd / 10


def test_the_validation_loss_turns_while_the_training_loss_falls():
    _network, trainer, report = trained("overfitting")
    curve = trainer.history.arrays()["validation_loss"]
    assert report.validation_loss > 1.3 * curve.min()
    assert report.loss < 0.3 * curve.min()
    stopped = trained("overfitting", patience=500)[2]
    assert stopped.stopped is Stopped.PATIENCE
    assert stopped.validation_loss == pytest.approx(curve.min(), rel=0.05)


def test_three_neurons_come_close_to_a_sine():
    assert trained("architecture")[2].validation_loss < 0.03


def test_two_moons_are_separated():
    network, trainer, _report = trained("which-optimizer")
    assert metrics(network, trainer.theta, network.data, Part.VALIDATION)["accuracy"] > 0.93


def test_the_network_for_hitters_is_no_better_than_a_line():
    network, trainer, _report = trained("when-to-use")
    assert trainer.plan.n_theta == 1101
    found = metrics(network, trainer.theta, network.data, Part.TEST)["mae"]
    assert 245 < found < 275


def test_ten_neurons_read_most_digits_after_an_epoch():
    network, trainer, _report = trained("mnist-10", epochs=1)
    assert trainer.plan.n_theta == network.n_parameters == 7_960
    assert metrics(network, trainer.theta, network.data, Part.TEST)["accuracy"] > 0.82


def test_the_trained_network_reads_98_of_100_test_digits():
    network = read_network(FOLDER / "mnist-trained.nodewise")
    plan = compile_network(network)
    assert network.n_parameters == 200_960 + 32_896 + 1_290 == 235_146
    found = metrics(network, parameter_vector(plan, network), network.data, Part.TEST)
    assert 0.977 <= found["accuracy"] <= 0.981


def test_dropout_is_as_the_notes_say():
    settings = TrainingSettings.of(read_network(FOLDER / "mnist-dropout.nodewise").training)
    assert settings.dropout_by_node == {"a": 0.4, "b": 0.3}


@pytest.mark.parametrize("name", MADE)
def test_the_files_are_those_that_the_recipes_make(name):
    file = (FOLDER / f"{name}.nodewise").read_text("utf-8")
    assert text_of(with_words(MADE[name](), name)) == file, "run resources/examples/make.py"


QUOTED = {"en": "“(.+?)”", "es": "«(.+?)»"}


@pytest.mark.parametrize("code", QUOTED)
def test_what_the_notes_name_is_called_like_that(code):
    """What stands in quotation marks is a text of the program, in that language."""
    with po_path("es").open("rb") as file:
        said = {str(m.id if code == "en" else m.string) for m in read_po(file) if m.id}
    for name, words in TEXTS.items():
        for quoted in re.findall(QUOTED[code], " ".join(words[code].notes)):
            assert quoted in said, name
