package dev.hearth.marketplace.account;

import java.util.UUID;

/**
 * Who pays or earns.
 *
 * @param name the name space of its functions, {@code owner} in {@code owner/name}
 */
public record Account(UUID id, String name, Role role) {
  /** What an account may do besides calling functions. */
  public enum Role {
    DEVELOPER,
    CREATOR,
    ADMIN
  }
}
