"""没网时的答复: opened and taken in when the phone is back in the network."""
