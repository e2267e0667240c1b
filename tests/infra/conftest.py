"""Synthesis in one process: jsii starts Node once, on a supported version."""

from infra.node import point_jsii_at_it

point_jsii_at_it()
