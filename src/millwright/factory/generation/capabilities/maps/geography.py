"""Where towns are, and where the rows of a demonstration stand: around one of them, on land."""

import re
import zlib
from dataclasses import dataclass
from functools import cache
from math import cos, pi, radians, sin, sqrt

from millwright.factory.generation.reader.data import phrases, table_beside
from millwright.factory.generation.reader.words import plain

_KM_PER_DEGREE = 111.2
_GOLDEN = pi * (3 - sqrt(5))


@dataclass(frozen=True)
class City:
    """A town; within `reach` kilometres of its point there is land."""

    name: str
    country: str
    latitude: float
    longitude: float
    reach: float

    def around(self, place: int, places: int, *, turn: float = 0) -> str:
        """One of so many points around it that lie evenly in a circle, as a position; `turn` sets it apart."""
        away = self.reach * sqrt((place + 0.7) / max(1, places)) * 0.95
        angle = place * _GOLDEN + turn
        north = away * cos(angle) / _KM_PER_DEGREE
        east = away * sin(angle) / _KM_PER_DEGREE / cos(radians(self.latitude))
        return f"{self.latitude + north:.5f},{self.longitude + east:.5f}"


@cache
def known_cities() -> dict[str, City]:
    """The towns by their names, plainly spelt."""
    found = [_city(line) for line in phrases(_data()["cities"])]
    return {plain(city.name): city for city in found}


def _city(line: str) -> City:
    name, rest = line.split("=")
    *country, latitude, longitude, reach = rest.split()
    return City(name.strip(), " ".join(country), float(latitude), float(longitude), float(reach))


@cache
def _data() -> dict[str, str]:
    return table_beside(__package__ or "", "cities")


def cities_of(text: str) -> list[City]:
    """The towns of an application: one that its prompt names, those of a country that it names, else a usual one."""
    named = [city for city in known_cities().values() if _names(text, city.name)]
    if named:
        return named[:1]
    there = [city for city in known_cities().values() if _names(text, city.country)]
    usual = phrases(_data()["usual"])
    return there or [known_cities()[plain(usual[zlib.crc32(text.encode()) % len(usual)])]]


def _names(text: str, name: str) -> bool:
    """Whether a text names a place: "Split the bill" and "turkey" do not."""
    return re.search(rf"(?<=[a-z,] ){re.escape(name)}\b", text) is not None
