package dev.hearth.standalone.services;

import dev.hearth.standalone.process.ChildSpec;
import dev.hearth.standalone.process.FolderView;
import dev.hearth.standalone.process.Tools;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The processes of marketplace and runtime, with the settings they get as environment. */
public final class ServiceProcesses {
  /** A killed service is safe: what it promised is in the database. */
  private static final ChildSpec.Ending ENDING =
      new ChildSpec.Ending("TERM", "KILL", Duration.ofSeconds(15));

  private static final List<String> JVM_OPTIONS =
      List.of(
          "-XX:+UseG1GC",
          "-XX:MaxRAMPercentage=25",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:+AutoCreateSharedArchive",
          "-Xlog:cds*=off",
          "--enable-native-access=ALL-UNNAMED");

  /**
   * With the usual thresholds, half the CPU of the marketplace's start goes into optimising code
   * that only the start needs; ten times as many calls mark what is hot for good. The runtime keeps
   * the usual ones: it is to be fast from its first calls on.
   */
  private static final List<String> LATE_OPTIMISATION =
      List.of(
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4MinInvocationThreshold=6000",
          "-XX:Tier4CompileThreshold=150000",
          "-XX:Tier4BackEdgeThreshold=400000");

  private final ServiceSettings settings;
  private final FolderView view;

  public ServiceProcesses(ServiceSettings settings, FolderView view) {
    this.settings = settings;
    this.view = view;
  }

  /**
   * A service's schema.
   *
   * @param user also the schema's name
   */
  public record Database(String url, String user, String password) {
    /** Without the password. */
    @Override
    public String toString() {
      return "Database[" + url + "]";
    }
  }

  /** The marketplace. */
  public ChildSpec marketplace(Database database) {
    Map<String, String> environment = common(database, settings.ports().console());
    NodeSettings.putBlobs(environment, settings.data(), FolderView.PLAIN);
    environment.put("HEARTH_INTERNAL_PORT", "" + settings.ports().internal());
    environment.put(
        "HEARTH_CONSOLE_SECRET_FILE", settings.data().secrets().resolve("console").toString());
    environment.put(
        "HEARTH_SECRET_KEY_FILE", settings.data().secrets().resolve("sealing-keys").toString());
    environment.put("HEARTH_BOOTSTRAP_FILE", settings.data().bootstrap().toString());
    return service("marketplace", LATE_OPTIMISATION, environment, FolderView.PLAIN);
  }

  /** The runtime. Its workers aren't root, so it sees its folders as they do. */
  public ChildSpec runtime(Database database) {
    Map<String, String> environment = common(database, settings.ports().api());
    environment.put("HEARTH_MARKETPLACE_URL", "http://127.0.0.1:" + settings.ports().internal());
    environment.putAll(
        new NodeSettings(settings.program(), settings.data(), settings.javaHome(), view)
            .environment());
    environment.put("HEARTH_MEDIA_DIRECTORY", view.seen(settings.data().media()).toString());
    environment.put("HEARTH_NODE_RUNTIME_DIRECTORY", settings.data().workers().toString());
    environment.put("HEARTH_NODE_WORK_DIRECTORY", view.seen(settings.data().work()).toString());
    if (settings.device() != null) {
      environment.put("HEARTH_NODE_DEVICE", settings.device());
    }
    environment.put("HEARTH_NODE_TRUST_FUNCTIONS", "" + settings.trustFunctions());
    environment.putAll(overTls());
    return service("runtime", List.of(), environment, view);
  }

  /** Media of a time with TLS stay known in one without. */
  private Map<String, String> overTls() {
    var environment = new HashMap<String, String>();
    if (settings.overTls() != null) {
      environment.put("HEARTH_PUBLIC_API_ALIASES", settings.overTls() + "," + settings.api());
    }
    if (settings.certificate() != null && settings.overTls() != null) {
      environment.put("HEARTH_PUBLIC_API_URL", settings.overTls().toString());
      environment.put("QUARKUS_HTTP_SSL_PORT", "" + settings.ports().tls());
      environment.put("QUARKUS_HTTP_INSECURE_REQUESTS", "enabled");
      environment.put("QUARKUS_HTTP_SSL_PROTOCOLS", "TLSv1.3,TLSv1.2");
      environment.put(
          "QUARKUS_HTTP_SSL_CERTIFICATE_FILES",
          view.seen(settings.certificate().chain()).toString());
      environment.put(
          "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_FILES",
          view.seen(settings.certificate().key()).toString());
    }
    return environment;
  }

  private Map<String, String> common(Database database, int port) {
    var environment = new HashMap<String, String>();
    environment.put("PATH", Tools.path());
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("HOME", "/");
    environment.put("QUARKUS_HTTP_HOST", settings.host());
    environment.put("QUARKUS_HTTP_PORT", "" + port);
    environment.put("QUARKUS_DATASOURCE_JDBC_URL", database.url());
    environment.put("QUARKUS_DATASOURCE_USERNAME", database.user());
    environment.put("QUARKUS_DATASOURCE_PASSWORD", database.password());
    environment.put("HEARTH_INTERNAL_TOKEN", settings.internalToken());
    environment.put("HEARTH_PUBLIC_API_URL", settings.api().toString());
    environment.put("HEARTH_PUBLIC_CONSOLE_URL", settings.console().toString());
    return environment;
  }

  private ChildSpec service(
      String name, List<String> options, Map<String, String> environment, FolderView seenBy) {
    NodeSettings.putOwn(environment, settings.data(), name, seenBy);
    var command = new ArrayList<String>();
    command.add(settings.javaHome().resolve("bin").resolve("java").toString());
    command.addAll(JVM_OPTIONS);
    command.addAll(options);
    command.add("-XX:SharedArchiveFile=" + settings.program().classArchive(name));
    command.addAll(List.of("-jar", settings.program().service(name).toString()));
    return new ChildSpec(name, command, environment, Optional.empty(), seenBy, ENDING);
  }
}
