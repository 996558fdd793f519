"""What past transactions say about the year to plan: baselines, seasonality, growth and uncertainty."""
