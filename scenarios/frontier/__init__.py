"""What can be had of one aim for giving up some of another, and plans that are as good as the best."""
