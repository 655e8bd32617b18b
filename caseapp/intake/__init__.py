"""What comes in. Calls the store; knows no window and no paper."""
