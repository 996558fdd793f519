"""How a plan answers to change: steps of limits, the response of a number, what a little more or less would bring."""
