"""What a page says first about a thing of each kind: a file a kind, and the blocks they are made of."""
