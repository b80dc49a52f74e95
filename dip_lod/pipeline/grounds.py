"""The grounds on which a thing is erased."""

REASONS = ("privacy", "court", "rights")
"""One of them is told in public: a person's right (GDPR, article 17), an order, the rights of others."""
