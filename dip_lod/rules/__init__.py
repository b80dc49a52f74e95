"""Rules: from settled documents to the heritage models, by CONSTRUCT queries that see one document."""
