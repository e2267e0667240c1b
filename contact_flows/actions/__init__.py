"""The action types of the Flow language by subject, one table each; `contact_flows.action_types` has them all."""
