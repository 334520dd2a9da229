package dev.hearth.sdk.cli.connection;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options that say which Hearth a command talks to. An option wins over the environment, that
 * over the installation's own {@code access.json}.
 */
public final class ConnectionOptions {
  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--api",
      paramLabel = "URL",
      description = "Origin of fal's protocol; else HEARTH_API, else this machine's Hearth.")
  private @Nullable URI api;

  @Option(
      names = "--console",
      paramLabel = "URL",
      description = "Origin of the console; else HEARTH_CONSOLE, else this machine's Hearth.")
  private @Nullable URI console;

  @Option(
      names = "--key",
      paramLabel = "ID:SECRET",
      description = "API key; else HEARTH_KEY, else a key of this machine's Hearth.")
  private @Nullable String key;

  @Option(
      names = "--as",
      paramLabel = "ROLE",
      description = "Whose key of this machine's Hearth: creator, developer or admin.")
  private @Nullable Role role;

  /** The connection of a command that uses this role's key unless told otherwise. */
  public Connection connect(Role usual) {
    return connect(usual, System.getenv());
  }

  Connection connect(Role usual, Map<String, String> environment) {
    Optional<Access> local = Access.read(data.folder());
    return new Connection(
        origin(api, environment.get("HEARTH_API"), local.map(Access::api), "--api"),
        origin(console, environment.get("HEARTH_CONSOLE"), local.map(Access::console), "--console"),
        chooseKey(usual, environment.get("HEARTH_KEY"), local),
        local.map(Access::tls).map(Access.Tls::ca).orElse(null));
  }

  private URI origin(
      @Nullable URI given, @Nullable String environment, Optional<URI> local, String option) {
    if (given != null) {
      return checked(given, option);
    }
    if (environment != null && !environment.isBlank()) {
      return checked(asUri(environment, option), option);
    }
    return local.orElseThrow(() -> notStarted(option));
  }

  private String chooseKey(Role usual, @Nullable String environment, Optional<Access> local) {
    if (key != null) {
      return key;
    }
    if (role == null && environment != null && !environment.isBlank()) {
      return environment;
    }
    Role chosen = role == null ? usual : role;
    return local
        .flatMap(access -> Optional.ofNullable(access.keys().get(chosen)))
        .orElseThrow(() -> notStarted("--key"));
  }

  private CommandFailure notStarted(String option) {
    return new CommandFailure(
        ExitCode.UNAVAILABLE,
        "no Hearth was ever started with its data in %s; start it with ./hearth up, or say %s."
            .formatted(data.folder(), option));
  }

  private static URI asUri(String text, String option) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitCode.WRONG_USE, "\"%s\" for %s is no URL.".formatted(text, option), e);
    }
  }

  private static URI checked(URI origin, String option) {
    if (origin.getHost() == null || !("" + origin.getScheme()).matches("https?")) {
      throw new CommandFailure(
          ExitCode.WRONG_USE,
          "\"%s\" for %s is no http or https URL with a host.".formatted(origin, option));
    }
    String text = origin.toString();
    return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : origin;
  }
}
