"""What may be done with money that comes in and goes back, one module per matter. Import from the module, not from here."""
