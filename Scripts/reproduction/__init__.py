"""What Scripts/reproduce.py trains and measures, and the tables that it writes."""
