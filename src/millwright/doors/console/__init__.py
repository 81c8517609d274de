"""The console's built bundle, served where no other route is: no contract, only files and the pages' address.

The bundle is made of the sources in `/console` and lies in `dist`, beside this file. Its ``index.html`` may hold the
word ``__CSP_NONCE__`` (Vite's `html.cspNonce`): each answer has another one in its place, which the policy allows for
styles, so that libraries which write `<style>` elements can say it. Scripts come from files alone.
"""

from millwright.doors.console.app import Console
from millwright.doors.console.bundle import FOLDER

__all__ = ["FOLDER", "Console"]
