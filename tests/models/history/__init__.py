"""What past transactions say."""
