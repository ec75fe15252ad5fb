"""The words of the steps of a training."""

from typing import NamedTuple

from core.language import translatable


class Words(NamedTuple):
    """What a kind of step is called, and a plain sentence about it."""

    title: str
    sentence: str


TRAINING_TOPICS: dict[str, Words] = {
    "train_batch_whole": Words(
        translatable("Training step {t}: the batch"),
        translatable(
            "Epoch {epoch}, step {of_epoch} of {per_epoch}."
            " It uses the whole training data (n = {n}): nothing is drawn."
        ),
    ),
    "train_batch_one": Words(
        translatable("Training step {t}: the batch"),
        translatable(
            "Epoch {epoch}, step {of_epoch} of {per_epoch}."
            " The {n} training observations were shuffled for this epoch; this is the next one."
        ),
    ),
    "train_batch_shuffled": Words(
        translatable("Training step {t}: the batch"),
        translatable(
            "Epoch {epoch}, step {of_epoch} of {per_epoch}."
            " The {n} training observations were shuffled for this epoch; these are the next"
            " {size}."
        ),
    ),
    "train_batch_drawn": Words(
        translatable("Training step {t}: the batch"),
        translatable(
            "Epoch {epoch}, step {of_epoch} of {per_epoch}."
            " {size} of the {n} training observations were drawn, each from all of them: one may"
            " come twice."
        ),
    ),
    "train_loss": Words(
        translatable("Training step {t}: the loss of the batch"),
        translatable(
            "The forward pass of every row of the batch, with the parameters as they are now, gives"
            " the loss {value}."
        ),
    ),
    "train_rows": Words(
        translatable("Training step {t}: the gradient of each row"),
        translatable("Each of the {size} rows of the batch has its own gradient of {parameter}."),
    ),
    "train_row": Words(
        translatable("Training step {t}: the gradient of the row"),
        translatable("Observation {row} alone gives the gradient of {parameter}: {value}."),
    ),
    "train_mean": Words(
        translatable("Training step {t}: the mean gradient"),
        translatable(
            "The loss is a mean over the rows, so its gradient is the mean of theirs: {value}."
        ),
    ),
    "train_sum": Words(
        translatable("Training step {t}: the sum of the gradients"),
        translatable(
            "The loss is a sum over the rows, so its gradient is the sum of theirs: {value}."
        ),
    ),
    "train_nabla": Words(
        translatable("Training step {t}: the gradient ∇"),
        translatable("There is no penalty: the optimizer gets the gradient of the loss, {value}."),
    ),
    "train_penalty": Words(
        translatable("Training step {t}: the penalty's gradient"),
        translatable(
            "The penalty P pulls {parameter} towards 0. Its gradient and that of the loss add up"
            " to ∇ = {value}."
        ),
    ),
    "train_penalty_bias": Words(
        translatable("Training step {t}: the penalty's gradient"),
        translatable("A bias has no penalty: ∇ is the gradient of the loss alone, {value}."),
    ),
    "train_velocity": Words(
        translatable("Training step {t}: the velocity v"),
        translatable(
            "Momentum keeps the share γ of the last velocity and adds a step against the gradient:"
            " {value}."
        ),
    ),
    "train_mean_square": Words(
        translatable("Training step {t}: the mean square E"),
        translatable("RMSProp keeps a running mean of the squared gradient: {value}."),
    ),
    "train_moments": Words(
        translatable("Training step {t}: the moments m and v"),
        translatable("Adam keeps a running mean of the gradient, m, and of its square, v."),
    ),
    "train_corrected": Words(
        translatable("Training step {t}: the bias correction"),
        translatable(
            "Both means began at 0 and are too small at first: each is divided by what it holds so"
            " far."
        ),
    ),
    "train_effective": Words(
        translatable("Training step {t}: the effective step"),
        translatable("For {parameter} the learning rate ε becomes a step of its own: {value}."),
    ),
    "train_update": Words(
        translatable("Training step {t}: the update of {parameter}"),
        translatable("{parameter} becomes {value}; all other parameters change with it."),
    ),
    "train_outcome": Words(
        translatable("Training step {t}: what it did"),
        translatable(
            "The loss of this batch goes from {loss_before} to {loss_after}. Below it, the loss of"
            " all the training data."
        ),
    ),
    "train_outcome_batch": Words(
        translatable("Training step {t}: what it did"),
        translatable("The loss of this batch goes from {loss_before} to {loss_after}."),
    ),
    "train_outcome_data": Words(
        translatable("Training step {t}: what it did"),
        translatable("The loss of the training data goes from {loss_before} to {loss_after}."),
    ),
}
