"""Read statements, one module for each screen or report."""
