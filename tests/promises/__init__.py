"""What Baton promises, each tried small here and in full in tests/soak."""

import pytest

pytest.register_assert_rewrite("tests.promises.naughty", "tests.promises.walks", "tests.promises.neighbours")
