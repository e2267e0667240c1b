"""The ports on AWS: one adapter a service. The only place of the function that knows botocore."""
