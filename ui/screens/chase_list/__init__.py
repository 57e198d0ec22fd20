"""The screen of the checks that are waited for, over all cases."""
