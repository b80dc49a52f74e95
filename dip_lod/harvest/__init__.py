"""What harvesters read: changes, versions and lists of documents, made from the journal and the publication."""
