"""The map of the world: the Equal Earth projection, and where its shapes lie in the package.

The projection is that of Bojan Šavrič, Tom Patterson and Bernhard Jenny, "The Equal Earth map projection" (2018):
areas keep their size, so that a large country far north is not made larger than it is.
"""

from __future__ import annotations

import math

WIDTH, HEIGHT = 960.0, 467.0
"""The map's size in its own units; pages scale it."""

_A = (1.340264, -0.081106, 0.000893, 0.003796)
_M = math.sqrt(3) / 2
_SCALE = WIDTH / 2 / 2.7066299836


def project(lat: float, lon: float) -> tuple[float, float]:
    """Return the place of a point on the map, in its units: (0, 0) is the upper left corner.

    >>> project(0, 0)
    (480.0, 233.5)
    >>> project(0, 180)[0]
    960.0
    """
    theta = math.asin(_M * math.sin(math.radians(lat)))
    square = theta * theta
    sixth = square**3
    x = math.radians(lon) * math.cos(theta)
    x /= _M * (_A[0] + 3 * _A[1] * square + sixth * (7 * _A[2] + 9 * _A[3] * square))
    y = theta * (_A[0] + _A[1] * square + sixth * (_A[2] + _A[3] * square))
    return round(WIDTH / 2 + _SCALE * x, 2), round(HEIGHT / 2 - _SCALE * y, 2)
