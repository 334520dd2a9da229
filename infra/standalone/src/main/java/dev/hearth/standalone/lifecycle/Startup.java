package dev.hearth.standalone.lifecycle;

import dev.hearth.sdk.cli.connection.Access;
import dev.hearth.sdk.cli.connection.Client;
import dev.hearth.sdk.cli.connection.CommandFailure;
import dev.hearth.sdk.cli.connection.Connection;
import dev.hearth.sdk.cli.connection.Role;
import dev.hearth.standalone.examples.ExampleFunctions;
import dev.hearth.standalone.examples.FirstCall;
import dev.hearth.standalone.install.Account;
import dev.hearth.standalone.install.AccountKeys;
import dev.hearth.standalone.install.DataFolder;
import dev.hearth.standalone.install.PortChoice;
import dev.hearth.standalone.install.Ports;
import dev.hearth.standalone.install.ProgramCopy;
import dev.hearth.standalone.install.Secrets;
import dev.hearth.standalone.postgres.HearthDatabase;
import dev.hearth.standalone.postgres.PostgresBinaries;
import dev.hearth.standalone.postgres.PostgresServer;
import dev.hearth.standalone.process.Child;
import dev.hearth.standalone.process.ChildSpec;
import dev.hearth.standalone.process.FolderView;
import dev.hearth.standalone.process.RotatingLog;
import dev.hearth.standalone.process.Supervision;
import dev.hearth.standalone.services.HealthCheck;
import dev.hearth.standalone.services.ServiceProcesses;
import dev.hearth.standalone.services.ServiceSettings;
import dev.hearth.standalone.tls.FalHosts;
import dev.hearth.standalone.tls.LocalCa;
import dev.hearth.standalone.tls.ServerCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Starts everything in order and says how far it is. */
final class Startup {
  private static final Duration SERVICE_START = Duration.ofMinutes(2);
  private static final Duration FIRST_CALL = Duration.ofMinutes(2);

  private static final int SHOWN_LINES = 25;

  /** Status of a service that its settings keep from starting; it says why. */
  private static final int WRONG_SETTINGS = 78;

  private final DataFolder data;
  private final ProgramCopy program;
  private final UpOptions options;
  private final Narrator narrator;
  private final Supervision supervision;
  private final Secrets secrets;
  private long stepNanos = System.nanoTime();

  Startup(
      DataFolder data,
      ProgramCopy program,
      UpOptions options,
      Narrator narrator,
      Supervision supervision) {
    this.data = data;
    this.program = program;
    this.options = options;
    this.narrator = narrator;
    this.supervision = supervision;
    this.secrets = new Secrets(data.secrets());
  }

  /** Returns when a real call succeeded. */
  Access run() throws IOException, InterruptedException {
    new Bubblewrap(narrator).ensure(options.trustFunctions);
    Ports ports = choosePorts();
    Path javaHome = Path.of(System.getProperty("java.home", ""));
    FolderView view =
        Account.isRoot()
            ? FolderView.forStrangers(List.of(data.root(), javaHome), data.runtimeFolder())
            : FolderView.PLAIN;
    Optional<ServerCertificate> certificate = certificate(javaHome);
    HearthDatabase database = startPostgres(ports, view);
    URI overTls = ports.tls() == null ? null : origin("https", ports.tls());
    Access access =
        new AccountKeys(data, secrets)
            .ensure(
                origin("http", ports.api()),
                origin("http", ports.console()),
                certificate.map(proof -> tls(ports, proof)).orElse(null));
    var settings =
        new ServiceSettings(
            program,
            data,
            ports,
            options.host,
            access.api(),
            access.console(),
            overTls,
            certificate.orElse(null),
            secrets.fresh(),
            javaHome,
            options.trustFunctions,
            options.device);
    startServices(settings, database, view);
    publishExamples(access);
    return access;
  }

  private Ports choosePorts() throws IOException {
    var wanted =
        new PortChoice.Wanted(
            InetAddress.getByName(options.host),
            options.apiPort,
            options.consolePort,
            options.internalPort,
            options.postgresPort,
            options.tls(),
            options.tlsPort);
    try (var choice = new PortChoice(Ports.read(data.root()))) {
      Ports ports = choice.choose(wanted);
      ports.write(data.root());
      return ports;
    }
  }

  private Optional<ServerCertificate> certificate(Path javaHome)
      throws IOException, InterruptedException {
    if (!options.tls()) {
      return Optional.empty();
    }
    var ca = new LocalCa(data.tls(), secrets.kept("tls"), javaHome, Clock.systemUTC());
    ServerCertificate certificate = ca.ensure(names());
    done("certificate for fal's hosts, signed by " + certificate.ca());
    return Optional.of(certificate);
  }

  /** Under which names and addresses clients come. */
  private Set<String> names() throws IOException {
    var names = new HashSet<>(FalHosts.NAMES);
    names.add("localhost");
    if (!options.host.contains(":") && !options.host.matches("[0-9.]+")) {
      names.add(options.host.toLowerCase(Locale.ROOT));
    }
    for (String address : List.of("127.0.0.1", "::1", options.host)) {
      names.add(InetAddress.getByName(address).getHostAddress());
    }
    return names;
  }

  private Access.Tls tls(Ports ports, ServerCertificate certificate) {
    int port = Objects.requireNonNull(ports.tls());
    return new Access.Tls(origin("https", port), port, certificate.ca());
  }

  private HearthDatabase startPostgres(Ports ports, FolderView view)
      throws IOException, InterruptedException {
    Optional<Account> account = Account.unprivileged();
    var server = new PostgresServer(PostgresBinaries.in(data.root()), data, account, view);
    String password = secrets.kept("postgres");
    server.ensureCluster(password);
    Child postgres = start(server.process(ports.postgres()));
    var database = new HearthDatabase(ports.postgres(), password);
    try {
      database.await(postgres::alive);
    } catch (IOException e) {
      throw failed("postgres", e);
    }
    database.ensure();
    done("PostgreSQL " + PostgresBinaries.VERSION + " on port " + ports.postgres());
    return database;
  }

  private void startServices(ServiceSettings settings, HearthDatabase database, FolderView view)
      throws IOException, InterruptedException {
    var processes = new ServiceProcesses(settings, view);
    Child marketplace = start(processes.marketplace(schema(database, "marketplace")));
    Child runtime = start(processes.runtime(schema(database, "runtime")));
    awaitWell(marketplace, origin("http", settings.ports().console()));
    awaitWell(runtime, origin("http", settings.ports().api()));
  }

  private ServiceProcesses.Database schema(HearthDatabase database, String service)
      throws IOException {
    String password = secrets.kept(service);
    database.ensureService(service, password);
    return new ServiceProcesses.Database(database.url(service), service, password);
  }

  private void awaitWell(Child service, URI origin) throws IOException, InterruptedException {
    try (var health = new HealthCheck()) {
      health.await(origin, service::alive, SERVICE_START);
    } catch (IOException e) {
      throw service.status() == WRONG_SETTINGS ? refused(service, e) : failed(service.name(), e);
    }
    done(service.name() + " on " + origin);
  }

  /** What the service says itself: its last line that is none of its log, which have a time. */
  private CommandFailure refused(Child service, IOException cause) throws IOException {
    String sentence =
        LogTail.last(data.log(service.name()), SHOWN_LINES).reversed().stream()
            .filter(line -> !line.matches("\\d{4}-\\d\\d-\\d\\d .*"))
            .findFirst()
            .orElse(service.name() + " refuses its settings");
    return new CommandFailure(sentence, cause);
  }

  private void publishExamples(Access access) throws IOException, InterruptedException {
    try (var creator = client(access, Role.CREATOR);
        var admin = client(access, Role.ADMIN)) {
      ExampleFunctions.Published published =
          new ExampleFunctions(data.examples(), creator, admin).publish(program.functions());
      published.leftOut().forEach(sentence -> narrator.tell("  " + sentence));
      if (!published.functions().isEmpty()) {
        done("published " + String.join(", ", published.functions()));
      }
      new FirstCall(creator).await(FIRST_CALL);
      done("a call of hearth/noop works");
    }
  }

  private static Client client(Access access, Role role) {
    String key = Objects.requireNonNull(access.keys().get(role));
    return new Client(new Connection(access.api(), access.console(), key));
  }

  private Child start(ChildSpec spec) throws IOException {
    var child = new Child(spec, data.run(), new RotatingLog(data.log(spec.name())));
    supervision.start(child);
    return child;
  }

  private void done(String step) {
    long now = System.nanoTime();
    narrator.tell("  %s (%.1f s)".formatted(step, (now - stepNanos) / 1e9));
    stepNanos = now;
  }

  /** Names the service and shows the end of its log. */
  private CommandFailure failed(String service, IOException cause) throws IOException {
    Path log = data.log(service);
    return new CommandFailure(
        "%s did not start: %s. The end of %s:%n%s"
            .formatted(
                service,
                cause.getMessage(),
                log,
                String.join("\n", LogTail.last(log, SHOWN_LINES))),
        cause);
  }

  /** As browsers write origins: without the port that the scheme has anyway. */
  private URI origin(String scheme, int port) {
    boolean anywhere = options.host.equals("0.0.0.0") || options.host.equals("::");
    String host = anywhere ? "127.0.0.1" : options.host;
    boolean usual = port == (scheme.equals("https") ? 443 : 80);
    return URI.create(
        scheme
            + "://"
            + (host.contains(":") ? "[" + host + "]" : host)
            + (usual ? "" : ":" + port));
  }
}
