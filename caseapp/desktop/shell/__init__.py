"""The frame around the views: navigation, search, notices, status. Knows no feature."""
