"""The endpoints, a file per resource: parse, one call, answer."""
