"""Who stands for whom: the actors a post names, who owns or sides with whom, and words that stand in for them."""
