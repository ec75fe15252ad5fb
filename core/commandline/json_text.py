"""Results as JSON."""

import json
import math
from typing import Any

import numpy as np


def json_text(value: Any) -> str:
    """Return one line of JSON, null for what overflowed."""
    return json.dumps(_finite(value), ensure_ascii=False, allow_nan=False)


def _finite(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.tolist() if np.isfinite(value).all() else _finite(value.tolist())
    if isinstance(value, dict):
        return {key: _finite(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_finite(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
