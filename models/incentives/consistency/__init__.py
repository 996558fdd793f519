"""Rules about quotas and pay that hang together: quota, over-assignment, budget and company plan in one set."""
