"""How long something takes, in words."""

from core.language import tr


def duration(seconds: float) -> str:
    """Seconds up to 100, then minutes and seconds, then hours and minutes, then days."""
    whole = round(seconds)
    if whole < 100:
        return tr("{seconds} s").format(seconds=whole)
    if whole < 3600:
        return tr("{minutes} min {seconds} s").format(minutes=whole // 60, seconds=whole % 60)
    if whole < 48 * 3600:
        return tr("{hours} h {minutes} min").format(hours=whole // 3600, minutes=whole % 3600 // 60)
    return tr("{days} days").format(days=min(whole // 86_400, _MOST_DAYS))


_MOST_DAYS = 999_999
