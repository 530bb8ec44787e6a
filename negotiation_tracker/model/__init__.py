"""The words of the record: value types, record types and their vocabularies."""
