"""How applications of a style are dressed: type, corners, the site's header and hero, and how wide its cards are."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from millwright.factory.generation.site import Style

_SANS = "'Inter', ui-sans-serif, system-ui, sans-serif"
_SERIF = "'Source Serif 4', ui-serif, Georgia, Cambria, serif"
_ROUND = "'Nunito', ui-rounded, 'SF Pro Rounded', system-ui, sans-serif"


@dataclass(frozen=True)
class Dress:
    """`radius` scales every corner (1 is Tailwind's own), `columns` are the cards side by side on a wide screen.

    The header is one bar, a masthead above a bar, or a name with the menu at the other end (split). The hero has its
    picture beside the words (split), below them (centred), or is a coloured panel (banner).
    """

    text: str
    display: str
    radius: float
    columns: Literal[3, 4]
    header: Literal["bar", "masthead", "split"]
    hero: Literal["banner", "centred", "split"]


DRESSES: Mapping[Style, Dress] = MappingProxyType(
    {
        Style.COMPANY: Dress(_SANS, _SANS, 0.75, 3, "split", "banner"),
        Style.LIVELY: Dress(_ROUND, _ROUND, 1.75, 3, "bar", "split"),
        Style.MAGAZINE: Dress(_SANS, _SERIF, 0.4, 3, "masthead", "split"),
        Style.SHOP: Dress(_SANS, _SANS, 1.0, 4, "bar", "banner"),
        Style.TOOL: Dress(_SANS, _SANS, 0.85, 3, "bar", "centred"),
    }
)
