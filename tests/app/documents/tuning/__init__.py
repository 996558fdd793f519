"""Documents of a tuning."""
