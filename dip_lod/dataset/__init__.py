"""What a register, a harvester or a search engine reads of our datasets: schema.org, DCAT and VoID."""
