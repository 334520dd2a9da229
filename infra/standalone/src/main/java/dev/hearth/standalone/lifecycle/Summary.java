package dev.hearth.standalone.lifecycle;

import dev.hearth.sdk.cli.connection.Access;
import dev.hearth.sdk.cli.connection.Role;
import dev.hearth.standalone.install.DataFolder;
import dev.hearth.standalone.tls.FalHosts;
import java.util.Objects;

/** What a person wants to know of a running installation. */
final class Summary {
  private Summary() {}

  static String of(Access access, DataFolder data) {
    return """

    Hearth is ready.

      API       %s   (fal's protocol)
      Console   %s

      creator   %s
      developer %s
      admin     %s

    These are also in %s. Try it:

      curl %s/run/hearth/noop -H "Authorization: Key %s" \\
        -H "Content-Type: application/json" -d '{"hello":"world"}'
      ./hearth call hearth/upscale image_url=@picture.png --output .
    """
            .formatted(
                access.api(),
                access.console(),
                access.keys().get(Role.CREATOR),
                access.keys().get(Role.DEVELOPER),
                access.keys().get(Role.ADMIN),
                data.root().resolve(Access.FILE),
                access.api(),
                access.keys().get(Role.DEVELOPER))
        + (access.tls() == null ? "" : overTls(access.tls()));
  }

  /** How unmodified clients of fal find the installation and trust it. */
  private static String overTls(Access.Tls tls) {
    String names = String.join(" ", FalHosts.NAMES);
    String address = Objects.requireNonNullElse(tls.api().getHost(), "127.0.0.1");
    String bare = address.replaceAll("[\\[\\]]", "");
    return """

    fal's hosts are served over TLS on port %d, with certificates of a CA of this
    installation's own. For clients of fal without any change of code, add to /etc/hosts

      %s %s

    and make them trust the CA (media URLs begin with %s, so browsers need it too):

      Node    export NODE_EXTRA_CA_CERTS=%s
      Python  export SSL_CERT_FILE=%s
      Java    keytool -importcert -noprompt -alias hearth -cacerts -file %s
      curl    curl --cacert %s --resolve fal.run:%d:%s https://fal.run:%d/…
    %s\
    """
        .formatted(
            tls.port(),
            bare,
            names,
            tls.api(),
            tls.ca(),
            tls.ca(),
            tls.ca(),
            tls.ca(),
            tls.port(),
            address,
            tls.port(),
            tls.port() == 443 ? "" : ELSEWHERE);
  }

  private static final String ELSEWHERE =
      """

      Such clients call port 443: start it as root with --tls-port 443 for them.
      """;
}
