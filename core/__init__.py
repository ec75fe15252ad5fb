"""What Nodewise knows: networks, their mathematics, their files. Never imports Qt."""
