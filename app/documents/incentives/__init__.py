"""Documents of incentive plans: payouts and statements."""
