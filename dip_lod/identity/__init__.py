"""Identity: what each key has become, found in one pass over the keys before anything is mapped (MODEL, rule 3)."""
