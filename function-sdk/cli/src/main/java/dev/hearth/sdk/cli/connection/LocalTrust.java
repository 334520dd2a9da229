package dev.hearth.sdk.cli.connection;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Trusts what the JDK trusts and an installation's own CA. */
final class LocalTrust {
  private LocalTrust() {}

  /** A context for clients. */
  static SSLContext with(Path ca) {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      for (TrustManager usual : managers(null)) {
        if (usual instanceof X509TrustManager x509) {
          for (X509Certificate issuer : x509.getAcceptedIssuers()) {
            trusted.setCertificateEntry("jdk-" + trusted.size(), issuer);
          }
        }
      }
      try (InputStream pem = Files.newInputStream(ca)) {
        trusted.setCertificateEntry(
            "hearth", CertificateFactory.getInstance("X.509").generateCertificate(pem));
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(trusted), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new CommandFailure(ca + " can't be read as a certificate: " + e.getMessage(), e);
    }
  }

  private static TrustManager[] managers(@Nullable KeyStore trusted)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory.getTrustManagers();
  }
}
