"""The same without a screen: every result of the window as text or JSON."""

COMMANDS = ("check", "predict", "gradient", "explain", "train")
