package dev.hearth.standalone.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.cli.connection.CommandFailure;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalCaTest {
  private static final Set<String> NAMES =
      Set.of("fal.run", "localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
  private static final String PASSWORD = "long enough";
  private static final Path JAVA = Path.of(Objects.requireNonNull(System.getProperty("java.home")));

  @TempDir private Path folder = Path.of("");

  private ServerCertificate ensure(Duration later, Set<String> names) throws Exception {
    Clock clock = Clock.offset(Clock.systemUTC(), later);
    return new LocalCa(folder, PASSWORD, JAVA, clock).ensure(names);
  }

  private static List<X509Certificate> read(Path pem) throws Exception {
    try (InputStream in = Files.newInputStream(pem)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
          .map(X509Certificate.class::cast)
          .toList();
    }
  }

  private static String mode(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void theCertificateIsForTheNamesAndSignedByTheCa() throws Exception {
    ServerCertificate files = ensure(Duration.ZERO, NAMES);
    X509Certificate ca = read(files.ca()).getFirst();
    List<X509Certificate> chain = read(files.chain());
    X509Certificate server = chain.getFirst();
    assertEquals(List.of(server, ca), chain);
    server.verify(ca.getPublicKey());
    assertEquals(0, ca.getBasicConstraints());
    assertEquals(-1, server.getBasicConstraints());
    assertEquals(List.of("1.3.6.1.5.5.7.3.1"), server.getExtendedKeyUsage());
    Set<String> names =
        server.getSubjectAlternativeNames().stream()
            .map(name -> String.valueOf(name.get(1)))
            .collect(Collectors.toSet());
    assertEquals(NAMES, names);
    assertTrue(days(server) <= 397, () -> days(server) + " days");
    assertTrue(days(ca) > 3600, () -> days(ca) + " days");
  }

  private static long days(X509Certificate certificate) {
    return Duration.between(
            certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant())
        .toDays();
  }

  @Test
  void keysAreForTheirOwnerOnly() throws Exception {
    ServerCertificate files = ensure(Duration.ZERO, NAMES);
    assertEquals("rw-------", mode(files.key()));
    assertEquals("rw-------", mode(folder.resolve("keys.p12")));
    assertEquals("rw-r--r--", mode(files.ca()));
    assertFalse(Files.readString(files.ca()).contains("PRIVATE"));
  }

  @Test
  void itIsMadeAnewWhenItEndsSoonOrNamesChangeAndTheCaStays() throws Exception {
    ServerCertificate files = ensure(Duration.ZERO, NAMES);
    String ca = Files.readString(files.ca());
    String first = Files.readString(files.chain());
    ensure(Duration.ofDays(360), NAMES);
    assertEquals(first, Files.readString(files.chain()), "37 days before its end");
    ensure(Duration.ofDays(368), NAMES);
    String second = Files.readString(files.chain());
    assertNotEquals(first, second, "29 days before its end");
    ensure(Duration.ZERO, Set.of("fal.run", "hearth.example"));
    assertNotEquals(second, Files.readString(files.chain()), "other names");
    assertEquals(ca, Files.readString(files.ca()));
    read(files.chain()).getFirst().verify(read(files.ca()).getFirst().getPublicKey());
  }

  @Test
  void aDamagedFileOfKeysIsNamed() throws Exception {
    Files.writeString(folder.resolve("keys.p12"), "nonsense");
    var failure = assertThrows(Exception.class, () -> ensure(Duration.ZERO, NAMES));
    assertTrue(failure instanceof CommandFailure, failure::toString);
    assertTrue(String.valueOf(failure.getMessage()).contains("keys.p12"), failure::toString);
  }
}
