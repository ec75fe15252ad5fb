"""Which engine a run uses: settled by plan, data and settings alone, the same everywhere."""

from core.compiling.plan import Plan
from core.network.node import Array
from core.training.engine.protocol import Engine
from core.training.engine.reference import ReferenceEngine
from core.training.settings import TrainingSettings


def engine_for(plan: Plan, x: Array, y: Array, settings: TrainingSettings) -> Engine:
    """The fastest engine that does what is asked for."""
    return ReferenceEngine(plan, x, y, settings)
