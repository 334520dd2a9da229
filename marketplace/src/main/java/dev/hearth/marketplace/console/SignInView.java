package dev.hearth.marketplace.console;

/**
 * The sign-in form.
 *
 * @param next where signing in leads
 * @param error why it failed; empty before the first try
 */
record SignInView(String next, String error) {
  public boolean faulty() {
    return !error.isEmpty();
  }
}
