"""The register of foster carers, and every household."""
