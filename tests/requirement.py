"""`@requirement("D-001")` ties a test to the demands it proves; docs/requirements.toml names the test back."""

import pytest

requirement = pytest.mark.requirement
