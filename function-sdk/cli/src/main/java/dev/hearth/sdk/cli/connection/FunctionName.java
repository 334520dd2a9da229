package dev.hearth.sdk.cli.connection;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/**
 * A function as its caller names it: {@code owner/name}, where the owner {@code me} is the account
 * of the key. A name alone is one's own.
 *
 * @param owner {@code me} or the name of an account
 */
public record FunctionName(String owner, String name) {
  private static final String ME = "me";
  private static final String WORD = "[a-z0-9][a-z0-9-]*";
  private static final Pattern FORM = Pattern.compile("(?:(" + WORD + ")/)?(" + WORD + ")");

  /** Reads what stands on a command line. */
  public static FunctionName parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new TypeConversionException(
          "\"" + text + "\" is not of the form owner/name or me/name");
    }
    return new FunctionName(form.group(1) == null ? ME : form.group(1), form.group(2));
  }

  /** {@code owner/name}, with the account's name in the place of {@code me}. */
  public String id(Client client) throws InterruptedException {
    return resolve(client, owner + "/" + name);
  }

  /** The same of a function, or an endpoint of it, that is of that form. */
  public static String resolve(Client client, String function) throws InterruptedException {
    return isOwn(function) ? client.account() + function.substring(ME.length()) : function;
  }

  /** Whether it begins with {@code me/}. */
  public static boolean isOwn(String function) {
    return function.startsWith(ME + "/");
  }

  /** The name, if the account of the key is the function's owner. */
  public String ownName(Client client) throws InterruptedException {
    if (!owner.equals(ME)) {
      String account = client.account();
      if (!owner.equals(account)) {
        throw new CommandFailure(
            ExitCode.DENIED,
            "%s/%s belongs to another account; this key is of \"%s\"."
                .formatted(owner, name, account));
      }
    }
    return name;
  }

  @Override
  public String toString() {
    return owner + "/" + name;
  }
}
