"""The dumps of a publication: each view in each form, as files for whoever takes it whole."""
