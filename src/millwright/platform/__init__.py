"""What any service with many tenants needs."""
