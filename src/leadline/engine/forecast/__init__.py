"""Forecasts from a history: of an item, of named work, of the next so many items, of an estimate, of a release."""
