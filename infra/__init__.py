"""What a deployment provisions: the tenant and a deployment's configuration, as CloudFormation. Only here is CDK known."""
