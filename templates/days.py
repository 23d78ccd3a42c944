"""Days and periods as speakers name them."""

from datetime import date

from sales.periods import Period

EN_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
EN_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day(local: date, language: str) -> str:
    """Return a day with its weekday."""
    if language == "zh":
        return f"{local.year}年{local.month}月{local.day}日 周{'一二三四五六日'[local.weekday()]}"
    return f"{EN_DAYS[local.weekday()]} {local.day} {EN_MONTHS[local.month - 1][:3]} {local.year}"


def period(value: Period, language: str) -> str:
    """Return a period as speakers name it: November 2026, Q4 2026, 23–29 Nov 2026; 2026年第四季度."""
    first, last = value.first, value.last
    zh = language == "zh"
    match value.unit:
        case "year":
            return f"{first.year}年" if zh else f"{first.year}"
        case "quarter":
            number = (first.month + 2) // 3
            return f"{first.year}年第{'一二三四'[number - 1]}季度" if zh else f"Q{number} {first.year}"
        case "month":
            return f"{first.year}年{first.month}月" if zh else f"{EN_MONTHS[first.month - 1]} {first.year}"
        case "day":
            return day(first, language)
    if zh:
        year, month = (f"{last.year}年", True) if last.year != first.year else ("", last.month != first.month)
        end = f"{year}{last.month}月{last.day}日" if month else f"{last.day}日"
        return f"{first.year}年{first.month}月{first.day}日至{end}"
    start = (
        f"{first.day} {EN_MONTHS[first.month - 1][:3]}" if (first.year, first.month) != (last.year, last.month) else ""
    )
    start = f"{start} {first.year}" if first.year != last.year else start
    return f"{f'{start} – ' if start else f'{first.day}–'}{last.day} {EN_MONTHS[last.month - 1][:3]} {last.year}"
