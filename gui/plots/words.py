"""How names stand in menus and headings."""


def menu_text(text: str) -> str:
    """A text for a menu or a button, in which a single & would underline a letter."""
    return text.replace("&", "&&")


def escaped(text: str) -> str:
    """A text inside rich text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
