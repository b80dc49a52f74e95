"""What a publication holds, counted: classes, properties, datatypes, languages and spaces, by view and by source."""
