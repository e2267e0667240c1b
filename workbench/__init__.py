"""What `ivr flows` does for those who edit contact flows: options become findings, pictures, figures and files."""
