"""The verbs, one module for each noun; no SQL and no Qt."""
