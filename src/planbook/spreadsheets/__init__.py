"""How Excel, WPS and LibreOffice write days and amounts, in Chinese and English."""
