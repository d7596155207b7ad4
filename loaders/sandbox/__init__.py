"""Opening an uploaded file in a process of its own, under limits, and handing its cells over."""
