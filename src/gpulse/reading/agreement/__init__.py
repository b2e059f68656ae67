"""What the stage `agreements` is made of: papers, who signed them, and what they oblige to."""
