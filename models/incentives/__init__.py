"""The incentive plan: what people are paid for what they achieve, what it costs, and which parameters fit a budget."""
