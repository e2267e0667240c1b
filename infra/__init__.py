"""What a deployment provisions: the tenant and its configuration, as CloudFormation. Only here is CDK known."""
