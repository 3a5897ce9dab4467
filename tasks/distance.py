"""How far two points of the earth are apart.

What belongs here: the one function. What does not: what lies there.
"""

from __future__ import annotations

import math

EARTH_KM = 6371.0  # its mean radius


def great_circle(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance of two points (latitude, longitude in degrees) on a sphere, in km.

    By the haversine formula (Sinnott, Virtues of the Haversine, Sky and Telescope 68, 1984).
    """
    lat, lon, other_lat, other_lon = map(math.radians, (*one, *other))
    straight = (
        math.sin((other_lat - lat) / 2) ** 2
        + math.cos(lat) * math.cos(other_lat) * math.sin((other_lon - lon) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(straight)))
