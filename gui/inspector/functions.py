"""The names and formulas of activations, output functions, losses and initial weights."""

from typing import NamedTuple

from core.language import translatable


class Description(NamedTuple):
    """What a choice is called, its formula in LaTeX, and one sentence about it, or blank."""

    title: str
    latex: str
    sentence: str = ""


ACTIVATION_TEXTS: dict[str, Description] = {
    "identity": Description(translatable("Identity"), "g(z) = z"),
    "sigmoid": Description(translatable("Sigmoid"), r"g(z) = \sigma(z) = \frac{1}{1 + e^{-z}}"),
    "tanh": Description(translatable("Tanh"), r"g(z) = \tanh(z)"),
    "relu": Description(translatable("ReLU"), r"g(z) = \max(0, z)"),
    "leaky_relu": Description(translatable("Leaky ReLU"), r"g(z) = \max(0.01\,z, z)"),
    "elu": Description(translatable("ELU"), r"g(z) = \max(0, z) + \min(0, e^{z} - 1)"),
    "softplus": Description(translatable("Softplus"), r"g(z) = \ln(1 + e^{z})"),
    "gelu": Description(translatable("GELU"), r"g(z) = z\,\Phi(z)"),
    "silu": Description(translatable("SiLU (swish)"), r"g(z) = z\,\sigma(z)"),
    "hard_tanh": Description(translatable("Hard tanh"), r"g(z) = \max(-1, \min(1, z))"),
    "gaussian": Description(translatable("Gaussian"), r"g(z) = e^{-z^2}"),
    "sine": Description(translatable("Sine"), r"g(z) = \sin(z)"),
    "square": Description(translatable("Square"), "g(z) = z^2"),
    "step": Description(
        translatable("Step function"),
        r"g(z) = [z > 0]",
        translatable("Its slope is 0 everywhere, so nothing before it can be trained."),
    ),
}

OUTPUT_TEXTS: dict[str, Description] = {
    "identity": Description(
        translatable("Identity"),
        r"\hat{y} = z",
        translatable("Any number: for regression."),
    ),
    "logistic": Description(
        translatable("Logistic"),
        r"\hat{y} = \sigma(z) = \frac{1}{1 + e^{-z}}",
        translatable("Each output between 0 and 1: a probability for yes or no."),
    ),
    "softmax": Description(
        translatable("Softmax"),
        r"\hat{y}_k = \frac{e^{z_k}}{\sum_j e^{z_j}}",
        translatable("Outputs that add up to 1: one probability for each class."),
    ),
}

_SQUARES = r"\sum_i \sum_k (y_{ik} - \hat{y}_{ik})^2"
LOSS_TEXTS: dict[str, Description] = {
    "mse": Description(
        translatable("Mean squared error"),
        r"L = \frac{1}{n} " + _SQUARES,
        translatable("The lecture's loss: squared errors, averaged over the observations."),
    ),
    "sse": Description(
        translatable("Sum of squared errors"),
        f"L = {_SQUARES}",
        translatable("Squared errors, added up."),
    ),
    "half_mse": Description(
        translatable("Half mean squared error"),
        r"L = \frac{1}{2n} " + _SQUARES,
        translatable("With ½, which cancels the 2 of the derivative."),
    ),
    "half_sse": Description(
        translatable("Half sum of squared errors"),
        r"L = \frac{1}{2} " + _SQUARES,
        translatable("With ½, which cancels the 2 of the derivative."),
    ),
    "binary_cross_entropy": Description(
        translatable("Binary cross-entropy"),
        r"L = -\frac{1}{n} \sum_i \sum_k [y \ln \hat{y} + (1 - y) \ln(1 - \hat{y})]",
        translatable("For outputs that are probabilities of yes; goes with logistic."),
    ),
    "cross_entropy": Description(
        translatable("Cross-entropy"),
        r"L = -\frac{1}{n} \sum_i \sum_k y_{ik} \ln \hat{y}_{ik}",
        translatable("For one class out of several; goes with softmax."),
    ),
}

INITIAL_TEXTS: dict[str, Description] = {
    "zero": Description(translatable("Zero"), "w = 0"),
    "one": Description(translatable("One"), "w = 1"),
    "uniform": Description(translatable("Uniform"), r"w \sim U(-1, 1)"),
    "glorot": Description(
        translatable("Glorot (Xavier)"), r"w \sim U(-r, r),\ r = \sqrt{\frac{6}{p + m}}",
        translatable("p: units into the target. m: units out of the source."),
    ),
    "he": Description(
        translatable("He"), r"w \sim N(0, \frac{2}{p})",
        translatable("p: units into the target."),
    ),
    "lecun": Description(
        translatable("LeCun"), r"w \sim N(0, \frac{1}{p})",
        translatable("p: units into the target."),
    ),
}  # fmt: skip
