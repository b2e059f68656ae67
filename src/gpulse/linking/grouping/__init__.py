"""What the stage `stories` groups by: what a post is compared by, and which posts are of one affair."""
