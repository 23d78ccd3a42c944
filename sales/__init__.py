"""The rules of selling together: values in, values out or a refusal; no database, network, clock or randomness."""
