package dev.hearth.bench.machine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A running installation on this machine, as {@code access.json} describes it. */
public record Installation(Path data, URI api, String developerKey, String adminKey) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Names of the parts whose CPU is watched. */
  public static final String GATEWAY = "gateway";

  public static final String POSTGRES = "postgres";
  public static final String WORKER = "worker";
  public static final String MARKETPLACE = "marketplace";
  public static final String GENERATOR = "generator";

  /** Reads where the installation below a data folder is. */
  public static Installation of(Path data) throws IOException {
    JsonNode access = JSON.readTree(data.resolve("access.json").toFile());
    JsonNode keys = access.required("keys");
    return new Installation(
        data,
        URI.create(access.required("api").textValue()),
        keys.required("developer").textValue(),
        keys.required("admin").textValue());
  }

  /** Whether it answers now. */
  public static boolean runs(Path data) {
    try {
      Installation there = of(data);
      ListeningProcess.onPort(there.api.getPort());
      return Files.exists(data.resolve("postgres").resolve("postmaster.pid"));
    } catch (IOException stopped) {
      return false;
    }
  }

  /** The process that serves the API. */
  public long gateway() throws IOException {
    return ListeningProcess.onPort(api.getPort());
  }

  /** Options which the gateway's JVM was started with. */
  public List<String> gatewayOptions() throws IOException {
    String command = Files.readString(Path.of("/proc", Long.toString(gateway()), "cmdline"));
    return command
        .lines()
        .flatMap(line -> List.of(line.split("\0", -1)).stream())
        .filter(word -> word.startsWith("-X"))
        .filter(word -> !word.startsWith("-XX:AOT"))
        .toList();
  }

  /** CPU of everything that works for a call of a function, and of this process. */
  public Cpu cpu(String function) throws IOException, InterruptedException {
    Path postmaster = data.resolve("postgres").resolve("postmaster.pid");
    long postgres = Long.parseLong(Files.readAllLines(postmaster).getFirst());
    long[] workers = workers(function).stream().mapToLong(Long::longValue).toArray();
    return new Cpu(
        Map.of(
            GATEWAY, ProcessTree.only(gateway()),
            POSTGRES, ProcessTree.below(postgres),
            WORKER, ProcessTree.below(workers),
            GENERATOR, ProcessTree.only(ProcessHandle.current().pid())));
  }

  private List<Long> workers(String function) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(api.resolve("/node/v1/workers"))
            .header("Authorization", "Key " + adminKey)
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      String answer = http.send(request, BodyHandlers.ofString()).body();
      List<Long> pids = new ArrayList<>();
      for (JsonNode worker : JSON.readTree(answer).required("workers")) {
        if (worker.required("function").textValue().equals(function)) {
          pids.add(worker.required("pid").longValue());
        }
      }
      return pids;
    }
  }
}
