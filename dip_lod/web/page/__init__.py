"""What every page is made with: the publication, templates, how values look, what is said when something is wrong."""
