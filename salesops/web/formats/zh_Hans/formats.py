"""Chinese: the long forms stay Django's; a list needs the short one to stand in one line."""

SHORT_DATE_FORMAT = "Y-m-d"
SHORT_DATETIME_FORMAT = "Y-m-d H:i"
