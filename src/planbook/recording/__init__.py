"""Work that is kept by what it read: tables made on demand, a recorder, and a store."""
