"""What others take over every night: streams, feeds, OAI-PMH, dumps, the sitemap."""
