package dev.hearth.standalone.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * An installation that serves fal's hosts over TLS.
 *
 * @param api origin over TLS
 * @param ca certificate of its CA
 */
record TlsInstallation(Installation plain, URI api, Path ca) {
  static TlsInstallation of(Installation installation) {
    try {
      JsonNode access =
          Installation.JSON.readTree(installation.data().resolve("access.json").toFile());
      JsonNode tls = access.required("tls");
      return new TlsInstallation(
          installation,
          URI.create(tls.required("api").textValue()),
          Path.of(tls.required("ca").textValue()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
