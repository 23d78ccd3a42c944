"""Files come in: read as tables, mapped to fields, answered row by row."""
