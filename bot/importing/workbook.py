"""A workbook's first filled sheet as texts: days and numbers as they would be written in a CSV."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from bot.importing.refusal import FileRefused


def cells(data: bytes) -> tuple[list[list[str]], str]:
    """Return the rows of the first visible sheet that holds something, and how it was read."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        for about in book.sheets_metadata:
            if about.typ != SheetTypeEnum.WorkSheet or about.visible != SheetVisibleEnum.Visible:
                continue
            rows = book.get_sheet_by_name(about.name).to_python(skip_empty_area=False)
            if any(cell != "" for row in rows for cell in row):
                return [list(map(written, row)) for row in rows], f"XLSX, sheet {about.name}"
    except PasswordError:
        raise FileRefused("is locked with a password: save it without one") from None
    except CalamineError as error:
        raise FileRefused(f"is no workbook that can be read ({error}): save it as CSV or XLSX") from None
    raise FileRefused("is empty")


def written(value: object) -> str:
    """Return a cell as a text in the one way each kind of value is written here."""
    match value:
        case bool():
            return str(value).lower()
        case float() | int():
            return _number(value)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
    return str(value)


def _number(value: float) -> str:
    """1234.0 is 1234; a third decimal gets company, so that it is never taken for a thousand."""
    number = Decimal(repr(value))
    if number == number.to_integral_value():
        return str(int(number))
    plain = f"{round(number, 10).normalize():f}"
    return plain + "0" if len(plain.partition(".")[2]) == 3 else plain
