"""Figures about the repertoire: trends, school performances and work, counted in the build, published as data cubes."""
