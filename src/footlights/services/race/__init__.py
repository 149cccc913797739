"""Race: a lap is proved from what the driver pressed."""
