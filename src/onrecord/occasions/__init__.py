"""When and where people speak: dates, and meetings, speeches and other occasions."""
