"""The parts round the page: bar, rail, status line, menus, and the stack of pages itself."""
