"""What single pages are made of, each module named for its page or for the part of it that it owns."""
