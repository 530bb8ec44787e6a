"""The only package that knows SQL: one SQLite file, its journal, its backups."""
