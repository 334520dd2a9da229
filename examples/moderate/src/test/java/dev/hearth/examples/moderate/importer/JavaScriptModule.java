package dev.hearth.examples.moderate.importer;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value that a minified JavaScript module exports. */
final class JavaScriptModule {
  private static final Pattern OBJECT = Pattern.compile("\\.exports=\\{");
  private static final Pattern TEXT = Pattern.compile("\\.exports=\"([A-Za-z0-9+/]+=*)\"");
  private static final Pattern BARE_NAME = Pattern.compile("([{,])([A-Za-z_]\\w*):");
  private static final Pattern BARE_POINT = Pattern.compile("([:,\\[]-?)\\.(\\d)");

  private JavaScriptModule() {}

  /** The exported object as JSON, which wants names in quotes and a digit before each point. */
  static String json(String module) {
    Matcher object = find(OBJECT, module);
    int from = object.end() - 1;
    String literal = module.substring(from, end(module, from));
    String named = BARE_NAME.matcher(literal).replaceAll("$1\"$2\":");
    return BARE_POINT
        .matcher(named.replace("!0", "true").replace("!1", "false"))
        .replaceAll("$10.$2");
  }

  /** The exported text, decoded. */
  static byte[] base64(String module) {
    return Base64.getDecoder().decode(find(TEXT, module).group(1));
  }

  private static Matcher find(Pattern pattern, String module) {
    Matcher matcher = pattern.matcher(module);
    if (!matcher.find()) {
      throw new IllegalArgumentException("the module has no " + pattern);
    }
    return matcher;
  }

  /** Behind the brace that closes the one at {@code from}. No text in the models holds braces. */
  private static int end(String module, int from) {
    int depth = 0;
    for (int at = from; at < module.length(); at++) {
      depth += module.charAt(at) == '{' ? 1 : module.charAt(at) == '}' ? -1 : 0;
      if (depth == 0) {
        return at + 1;
      }
    }
    throw new IllegalArgumentException("the object doesn't end");
  }
}
