package dev.hearth.sdk.cli.project;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * What things are called in a new project.
 *
 * @param function the function's name: {@code night-sky}
 * @param packageName its Java package
 */
record ProjectNames(String function, String packageName) {
  private static final Pattern FUNCTION = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  ProjectNames {
    if (!FUNCTION.matcher(function).matches()) {
      throw new IllegalArgumentException(
          "\""
              + function
              + "\" is no function's name: 1 to 63 of a-z 0-9 -, beginning with a letter");
    }
    if (!SourceVersion.isName(packageName)) {
      throw new IllegalArgumentException("\"" + packageName + "\" is no Java package");
    }
  }

  /** With the package given, or one that is named as the function. */
  static ProjectNames of(String function, Optional<String> packageName) {
    return new ProjectNames(function, packageName.orElseGet(() -> packageOf(function)));
  }

  private static String packageOf(String function) {
    String plain = function.replace("-", "");
    return SourceVersion.isName(plain) ? plain : plain + "function";
  }

  /** {@code NightSky}. */
  String className() {
    return words().map(ProjectNames::capital).collect(Collectors.joining());
  }

  /** {@code Night Sky}. */
  String title() {
    return words().map(ProjectNames::capital).collect(Collectors.joining(" "));
  }

  private Stream<String> words() {
    return Stream.of(function.split("-", -1)).filter(word -> !word.isEmpty());
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
