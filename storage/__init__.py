"""What is kept: tables, migrations and small query functions over one SQLAlchemy connection."""
