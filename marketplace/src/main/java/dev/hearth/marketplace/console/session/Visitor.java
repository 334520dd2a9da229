package dev.hearth.marketplace.console.session;

import dev.hearth.marketplace.account.Account;

/**
 * Someone who is signed in.
 *
 * @param key the API key they signed in with; never leaves the server but to the runtime
 */
public record Visitor(Account account, String key) {
  @Override
  public String toString() {
    return "Visitor[" + account.name() + "]";
  }
}
