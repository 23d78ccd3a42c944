"""The promises again, long and large: `make soak`, or a few minutes with SHORT=1."""
