"""What is photographed of each feature: one module a feature, each with `pages`."""
