"""Shows what the inputs are where they are pixels: as a picture, or as shades of the neurons."""

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QGraphicsScene

from core.network.network import Network
from core.network.node import Array, Node, Unit
from gui.canvas.faces import Faces
from gui.canvas.node_layer import NodeLayer
from gui.canvas.observation_item import ObservationItem
from gui.canvas.outline import Outline
from gui.digits.picture import digit_image


class ObservationLayer:
    """The pixels of one observation: one that somebody chose, or else the first."""

    def __init__(self, scene: QGraphicsScene, nodes: NodeLayer) -> None:
        self._scene, self._nodes = scene, nodes
        self.item: ObservationItem | None = None
        self._block: Node | None = None
        self.values: Array | None = None
        """One number for every input unit; None for the first observation."""
        self._shown: Array | None = None
        self._inputs: object = None

    def follow(self, network: Network, faces: Faces) -> None:
        """Make the picture fit a network, and what a step says about it."""
        values, image = self._values(network), network.data.image
        self._block = None
        if values is not None and image is not None:
            self._block = next((n for n in network.inputs if n.units == len(values)), None)
        if self._block is None or values is None or image is None:
            if self.item is not None:
                self._scene.removeItem(self.item)
                self.item = None
        else:
            if self.item is None:
                self.item = ObservationItem()
                self._scene.addItem(self.item)
            pixel, token = faces.marked(self._block.id)
            outline: Outline = faces.outlines[self._block.id]
            self.item.show_image(digit_image(values.reshape(image)), outline, pixel, token)
        if not _are_alike(values, self._shown):
            self._shown = values
            self._nodes.show_shades(values)

    def _values(self, network: Network) -> Array | None:
        """The pixels, 0 to 1, None where the inputs are none."""
        data = network.data
        if data.image is None:
            return None
        size = data.image[0] * data.image[1]
        found = self.values
        if found is None and data.n_observations and data.inputs.shape[1] == size:
            if self._inputs is not data.inputs or self._shown is None:
                self._inputs = data.inputs
                return np.asarray(data.inputs[0], dtype=np.float64)
            return self._shown
        return found if found is not None and len(found) == size else None

    def unit_at(self, point: QPointF) -> Unit | None:
        """The input whose pixel is at a point of the canvas."""
        pixel = self.item.pixel_at(point) if self.item is not None else None
        return Unit(self._block.id, pixel) if pixel is not None and self._block else None


def _are_alike(one: Array | None, other: Array | None) -> bool:
    if one is None or other is None:
        return one is other
    return one is other or np.array_equal(one, other)
