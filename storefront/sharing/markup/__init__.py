"""What a page says of itself to machines: schema.org as JSON-LD. Each function returns one node; nothing here asks the database."""
