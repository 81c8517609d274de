"""The judge: drives generated applications in a browser, as a stranger would, and says what works.

It knows nothing of how they are made: it reads the prompt, and what pages show and do.
"""
