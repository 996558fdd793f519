"""Other modelling libraries on the same instances, each in a process of its own in an environment of its own.

`make bench-peers`. The libraries are the dependency group `peers`; nothing else of the product needs them.
"""
