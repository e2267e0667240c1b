"""Connect's own test runner on this machine: it plays the caller of a test case and judges what it observes."""
