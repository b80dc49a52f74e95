"""The account of quality that a publication carries: what is wrong with it, where, from whom, and since when."""
