"""What leaves the product: plans as JSON and CSV."""
