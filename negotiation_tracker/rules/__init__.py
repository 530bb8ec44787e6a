"""What follows from the record: pure functions over a dossier, each with what it rests on."""
