"""What the capabilities with codes share: the picture of a code, and the page that reads codes."""

from dataclasses import dataclass

from millwright.factory.generation.capabilities.contribution import Component, NavigationItem, Place, Route
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.spec import AppSpec, Layout

_SHARED = "capabilities/shared/frontend"
_PAGE = Component("ScanPage", "pages/scan/ScanPage")
_LABEL = "Scan a code"
_SCANNER = ("Scanner.tsx", "reading.ts")


@dataclass(frozen=True)
class Scanning:
    """The page that reads codes: its files, and where it is found."""

    files: dict[str, str]
    routes: tuple[Route, ...]
    navigation: tuple[NavigationItem, ...]


def qr_files() -> dict[str, str]:
    """The QR picture of an address, with its download and print, and their tests."""
    names = ("QrCode.tsx", "QrCode.test.tsx", "qr.ts")
    return {f"frontend/src/components/codes/{name}": render(f"{_SHARED}/{name}.j2") for name in names}


def made_codes() -> dict[str, str]:
    """How codes are made and read as they are typed, and how two who make one at once make the same."""
    names = {"codes": "codes", "code_holding": "holding"}
    return {
        f"backend/app/{name}.py": render(f"capabilities/shared/backend/{file}.py.j2") for name, file in names.items()
    }


def scanner_files() -> dict[str, str]:
    """What reads a code by the camera, from a picture, or as it is typed."""
    return {f"frontend/src/pages/scan/{name}": render(f"{_SHARED}/scan/{name}.j2") for name in _SCANNER}


def scanning(spec: AppSpec, *, at_work: bool) -> Scanning:
    """The page that reads codes, on the site or where one signs in; `at_work` in the menu of the workspace, too."""
    site, codes = spec.layout is Layout.SITE, bool(spec.parts_of("form_codes"))
    names = ("ScanPage.tsx", "ScanPage.test.tsx", "leading.ts")
    outside = (Place.SITE,) if site else (Place.ENTRANCE,) if codes else ()
    listed = (*outside, Place.WORKSPACE) if at_work else outside
    return Scanning(
        files=scanner_files()
        | {
            f"frontend/src/pages/scan/{name}": render(f"{_SHARED}/scan/{name}.j2", site=site, codes=codes)
            for name in names
        },
        routes=tuple(Route("/scan", _PAGE, place) for place in (*outside, Place.WORKSPACE)),
        navigation=tuple(NavigationItem(_LABEL, "/scan", "ScanLine", place) for place in listed),
    )
