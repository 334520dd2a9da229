package dev.hearth.sdk.cli.secret;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Names that a secret can have. */
final class SecretName implements ITypeConverter<String> {
  private static final Pattern FORM = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

  @Override
  public String convert(String name) {
    if (!FORM.matcher(name).matches()) {
      // Not repeated: somebody may have typed the value here.
      throw new TypeConversionException(
          "a secret's name is 1 to 64 of A-Z, 0-9 and _, and begins with a letter; its value"
              + " comes from standard input");
    }
    return name;
  }
}
