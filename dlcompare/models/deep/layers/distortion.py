"""Training images shifted, turned, scaled and mirrored at random."""

from typing import Any

import numpy as np

from dlcompare.models.deep.layers.library import tf
from dlcompare.models.recipe import Distortion


def distort(images: Any, how: Distortion, seed: Any) -> Any:
    """Images of shape (batch, height, width, channels), each shifted and turned."""
    n, height, width = tf.shape(images)[0], images.shape[1], images.shape[2]
    draw = tf.random.stateless_uniform((5, n), seed, -1.0, 1.0)
    angle = draw[0] * (how.rotation_degrees * np.pi / 180)
    zoom = 1.0 + draw[1] * how.zoom
    cos, sin = tf.cos(angle) * zoom, tf.sin(angle) * zoom
    mid_x, mid_y = (width - 1) / 2, (height - 1) / 2
    flip = tf.where(draw[4] > 0, 1.0, -1.0) if how.mirrors else tf.ones_like(cos)
    a, b, c, d = cos * flip, -sin, sin * flip, cos
    shift_x = mid_x - a * mid_x - b * mid_y + draw[2] * how.shift * width
    shift_y = mid_y - c * mid_x - d * mid_y + draw[3] * how.shift * height
    none = tf.zeros_like(cos)
    return tf.raw_ops.ImageProjectiveTransformV3(
        images=images,
        transforms=tf.stack([a, b, shift_x, c, d, shift_y, none, none], axis=1),
        output_shape=tf.constant([height, width]),
        fill_value=0.0,
        interpolation="BILINEAR",
        fill_mode="NEAREST",
    )
