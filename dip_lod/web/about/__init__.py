"""The front page, who publishes, and the model."""
