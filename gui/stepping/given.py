"""What is known before the first step: X and y, of very many only what tells something."""

from core.language import tr
from core.stepping.evaluation import Evaluation
from core.stepping.forward_steps import true_class
from core.stepping.quantity import Quantity
from core.stepping.rendering import Writer
from core.stepping.wording import class_sentence

MOST_GIVEN, MANY_GIVEN, LARGEST_GIVEN = 12, 100, 6

Known = list[tuple[Quantity, float]]


def largest_given(known: Known) -> Known:
    """The first inputs, of very many the largest in their order."""
    if len(known) <= MANY_GIVEN:
        return known[:MOST_GIVEN]
    largest = sorted(range(len(known)), key=lambda i: -abs(known[i][1]))[:LARGEST_GIVEN]
    return [known[i] for i in sorted(largest) if known[i][1] != 0]


def one_of_many(known: Known) -> Known:
    """The targets, of those of many classes the one that is 1."""
    ones = [(quantity, value) for quantity, value in known if value == 1]
    zeros = sum(value == 0 for _quantity, value in known)
    is_one = len(known) > 3 and len(ones) == 1 and zeros == len(known) - 1
    return ones if is_one else known[:MOST_GIVEN]


def given_sentence(evaluation: Evaluation, writer: Writer) -> str:
    """What is known before the first step, in a sentence or a few."""
    x = evaluation.x[0]
    if len(x) <= MANY_GIVEN:
        return tr("Only X and y are known. Press Next to calculate the first numbers.")
    n, m = len(x), int((x != 0).sum())
    is_image = evaluation.drawing.data.image is not None
    text = tr("Of the {n} inputs {m} are not 0; the largest are listed.")
    if is_image:
        text = tr("Of the {n} pixels {m} are not 0; the largest are listed.")
    place = true_class(evaluation).get("true") if evaluation.has_target else None
    sentences = [text.format(n=n, m=m)]
    if place is not None:
        sentences.append(class_sentence(int(place), writer))
    return " ".join([*sentences, tr("Press Next to calculate the first numbers.")])
