"""The build: the stages in their order, from source files to a committed publication."""
