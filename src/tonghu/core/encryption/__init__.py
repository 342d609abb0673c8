"""加密: envelope encryption, ciphertext bound to table, row and column; blind index; key rotation."""
