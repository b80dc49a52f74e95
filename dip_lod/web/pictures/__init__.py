"""Charts, maps and calendars as SVG, each with the table behind it."""
