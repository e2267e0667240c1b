"""Amazon Connect's double: a contact walks the contact flows, block by block."""
