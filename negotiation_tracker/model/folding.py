"""Folding text so that a search finds it whatever its case and accents."""

import unicodedata


def fold(text: str) -> str:
    """Give text in lower case without accents: "Nuñez" and "NUNEZ" become the same."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))
