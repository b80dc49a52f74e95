"""The site: pages for people and documents for machines, from a publication."""
