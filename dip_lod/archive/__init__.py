"""The archive: bags that outlive the software, and a site rebuilt from them alone."""
