"""The one place that says which release this is; the wheel's metadata is read from here."""

VERSION = "0.1.0"
