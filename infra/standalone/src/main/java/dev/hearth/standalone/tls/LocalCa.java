package dev.hearth.standalone.tls;

import dev.hearth.sdk.cli.connection.CommandFailure;
import dev.hearth.standalone.install.PrivateFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A certificate authority that only this installation's clients trust, in a folder of its own. Both
 * keys live in one PKCS #12 file, which the JDK's {@code keytool} makes and signs with; the
 * server's is also written as PEM, because the server must not see the CA's.
 */
public final class LocalCa {
  private static final Duration RENEWED_BEFORE_END = Duration.ofDays(30);
  private static final int CA_DAYS = 3650;

  /** The longest that clients accept (CA/Browser Forum ballot 193 and Apple allow 398). */
  private static final int SERVER_DAYS = 397;

  private static final String CA = "ca";
  private static final String SERVER = "server";

  private final Path folder;
  private final String password;
  private final Path javaHome;
  private final Clock clock;

  /**
   * The CA of a folder.
   *
   * @param password of its file of keys
   * @param javaHome JDK that has {@code keytool}
   */
  public LocalCa(Path folder, String password, Path javaHome, Clock clock) {
    this.folder = folder;
    this.password = password;
    this.javaHome = javaHome;
    this.clock = clock;
  }

  /**
   * A certificate for these names and addresses; the one there is, unless it ends soon or is for
   * others. The CA stays the same for as long as it lasts.
   */
  public ServerCertificate ensure(Set<String> names) throws IOException, InterruptedException {
    var files =
        new ServerCertificate(
            folder.resolve("server.pem"),
            folder.resolve("server-key.pem"),
            folder.resolve("ca.pem"));
    try {
      boolean fresh = !lasts(CA);
      if (fresh) {
        makeCa();
      }
      if (fresh || !lasts(SERVER) || !namesOf(certificate(SERVER)).equals(new TreeSet<>(names))) {
        signServer(names);
      }
      write(files);
    } catch (GeneralSecurityException e) {
      throw new CommandFailure(
          "%s can't be read (%s); delete %s to make a new CA, which clients must then trust."
              .formatted(keys(), e.getMessage(), folder),
          e);
    }
    return files;
  }

  private Path keys() {
    return folder.resolve("keys.p12");
  }

  private boolean lasts(String alias) throws IOException, GeneralSecurityException {
    if (!Files.exists(keys()) || !read().containsAlias(alias)) {
      return false;
    }
    Instant end = certificate(alias).getNotAfter().toInstant();
    return clock.instant().plus(RENEWED_BEFORE_END).isBefore(end);
  }

  private KeyStore read() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    byte[] bytes = Files.readAllBytes(keys());
    try {
      store.load(new ByteArrayInputStream(bytes), password.toCharArray());
    } catch (IOException e) {
      throw new KeyStoreException("it is damaged, or has another password", e);
    }
    return store;
  }

  private X509Certificate certificate(String alias) throws IOException, GeneralSecurityException {
    return (X509Certificate) read().getCertificate(alias);
  }

  private void makeCa() throws IOException, InterruptedException {
    Files.deleteIfExists(keys());
    keytool(
        "-alias",
        CA,
        "-dname",
        "CN=Hearth local CA",
        "-validity",
        "" + CA_DAYS,
        "-ext",
        "bc:c=ca:true,pathlen:0",
        "-ext",
        "ku:c=keyCertSign,cRLSign");
    Files.setPosixFilePermissions(keys(), PosixFilePermissions.fromString("rw-------"));
  }

  private void signServer(Set<String> names)
      throws IOException, InterruptedException, GeneralSecurityException {
    forgetServer();
    String all =
        names.stream()
            .map(name -> (isAddress(name) ? "ip:" : "dns:") + name)
            .collect(Collectors.joining(","));
    keytool(
        "-alias",
        SERVER,
        "-signer",
        CA,
        "-dname",
        "CN=Hearth",
        "-validity",
        "" + SERVER_DAYS,
        "-ext",
        "san=" + all,
        "-ext",
        "ku:c=digitalSignature",
        "-ext",
        "eku=serverAuth");
  }

  private void forgetServer() throws IOException, InterruptedException, GeneralSecurityException {
    if (read().containsAlias(SERVER)) {
      run("-delete", "-alias", SERVER);
    }
  }

  private void keytool(String... more) throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1"));
    words.addAll(Arrays.asList(more));
    run(words.toArray(String[]::new));
  }

  private void run(String... words) throws IOException, InterruptedException {
    var line = new ArrayList<String>();
    line.add(javaHome.resolve("bin").resolve("keytool").toString());
    line.addAll(Arrays.asList(words));
    line.addAll(List.of("-storetype", "PKCS12", "-keystore", keys().toString()));
    line.addAll(List.of("-storepass:env", "HEARTH_TLS_PASSWORD"));
    var builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("HEARTH_TLS_PASSWORD", password);
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new CommandFailure("keytool can't make a certificate: " + said.strip());
    }
  }

  private void write(ServerCertificate files) throws IOException, GeneralSecurityException {
    KeyStore store = read();
    PrivateFiles.write(
        files.key(), pem("PRIVATE KEY", store.getKey(SERVER, password.toCharArray()).getEncoded()));
    var chain = new StringBuilder();
    for (Certificate each : store.getCertificateChain(SERVER)) {
      chain.append(pem("CERTIFICATE", each.getEncoded()));
    }
    PrivateFiles.write(files.chain(), chain.toString());
    PrivateFiles.write(files.ca(), pem("CERTIFICATE", store.getCertificate(CA).getEncoded()));
    Files.setPosixFilePermissions(files.ca(), PosixFilePermissions.fromString("rw-r--r--"));
  }

  /** RFC 7468. */
  private static String pem(String kind, byte[] der) {
    byte[] newLine = {'\n'};
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, Base64.getMimeEncoder(64, newLine).encodeToString(der), kind);
  }

  /** Addresses as {@code InetAddress} writes them, which is how they are asked for. */
  private static Set<String> namesOf(X509Certificate certificate) throws GeneralSecurityException {
    var names = new TreeSet<String>();
    for (List<?> name : certificate.getSubjectAlternativeNames()) {
      names.add(String.valueOf(name.get(1)));
    }
    return names;
  }

  private static boolean isAddress(String name) {
    return name.contains(":") || name.matches("[0-9.]+");
  }
}
