"""Audiences: who came, by groups that others define, with nobody singled out."""
