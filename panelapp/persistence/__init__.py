"""The encrypted file of an agency: keys, opening, migrations, backups and recovery."""
