"""Which engine a run uses: settled by plan, data and settings alone, the same everywhere."""

from core.compiling.plan import Plan
from core.network.data import Inputs
from core.network.node import Array
from core.training.engine.alive import slab_engine
from core.training.engine.protocol import Engine
from core.training.engine.reference import ReferenceEngine
from core.training.engine.scalar import ScalarEngine, is_for
from core.training.settings import TrainingSettings
from core.watching import Watch, unwatched


def engine_for(
    plan: Plan,
    x: Inputs,
    y: Array,
    settings: TrainingSettings,
    also: Inputs,
    watch: Watch = unwatched,
) -> Engine:
    """The fastest engine that does what is asked for; ``also`` are the other inputs it will see."""
    # Without η a parameter that is frozen, or has no gradient yet, is divided by 0.
    if settings.eta == 0 or plan.n_theta == 0:
        return ReferenceEngine(plan, x, y, settings)
    if is_for(plan, x, y, settings):
        return ScalarEngine(plan, x, y, settings)
    return slab_engine(plan, x, y, settings, also, watch)
