package dev.hearth.sdk.cli.connection;

import java.util.Locale;

/** Whose key a command uses; an installation makes one of each at its first start. */
public enum Role {
  /** Publishes functions. */
  CREATOR,
  /** Calls functions and pays. */
  DEVELOPER,
  /** Runs the installation. */
  ADMIN;

  /** The name in files and options. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return word();
  }
}
