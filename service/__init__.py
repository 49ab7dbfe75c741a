"""From a colleague's button to a safeguarding officer's voice."""
