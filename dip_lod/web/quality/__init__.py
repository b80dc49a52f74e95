"""What is wrong in the data, where and from whom."""
