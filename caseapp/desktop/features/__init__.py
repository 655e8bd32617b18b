"""The views, one folder each. No feature imports another; bootstrap joins them."""
