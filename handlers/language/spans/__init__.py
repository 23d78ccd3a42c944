"""What stands in a text: dates, amounts, discounts, names, periods, each found in linear time without knowing what is said."""
