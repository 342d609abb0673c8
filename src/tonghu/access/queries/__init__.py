"""权限的读: viewers from posts, what is known of a viewer, accounts, sessions."""

from tonghu.access.queries.knowing import facts_about
from tonghu.access.queries.viewers import again, posts_in_force, viewer_for

__all__ = ["again", "facts_about", "posts_in_force", "viewer_for"]
