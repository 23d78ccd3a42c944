"""What Baton promises, each tried small here and in full in tests/soak."""
