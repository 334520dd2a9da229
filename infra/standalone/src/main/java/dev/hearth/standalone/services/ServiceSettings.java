package dev.hearth.standalone.services;

import dev.hearth.standalone.install.DataFolder;
import dev.hearth.standalone.install.Ports;
import dev.hearth.standalone.install.ProgramCopy;
import dev.hearth.standalone.tls.ServerCertificate;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What both services are told.
 *
 * @param host address of the public origins
 * @param overTls the API's origin over TLS; null where it was never served so
 * @param certificate of the API over TLS; null where it is served in the clear only
 * @param internalToken proves that a caller of the internal port is a service of this start
 * @param javaHome JDK for services and workers
 * @param trustFunctions run functions without a sandbox where there is no bubblewrap
 * @param device what functions compute on; null leaves it to the runtime's own settings
 */
public record ServiceSettings(
    ProgramCopy program,
    DataFolder data,
    Ports ports,
    String host,
    URI api,
    URI console,
    @Nullable URI overTls,
    @Nullable ServerCertificate certificate,
    String internalToken,
    Path javaHome,
    boolean trustFunctions,
    @Nullable String device) {
  /** Without the token. */
  @Override
  public String toString() {
    return "ServiceSettings[data=" + data.root() + ", ports=" + ports + "]";
  }
}
