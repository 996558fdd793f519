"""The service's addresses, one file per resource."""
