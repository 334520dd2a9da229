package dev.hearth.marketplace.console;

/** The visitor's own account. */
record AccountView(String name, String role, String balance, String api) {}
