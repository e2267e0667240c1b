"""What would make a deployment fail, said before it does: `ivr doctor`."""
