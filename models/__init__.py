"""The business and the mathematics of allocation; emits solver-neutral programs."""
