"""What a site may change. Imports nothing of ours."""
