package dev.hearth.bench.overhead;

import dev.hearth.bench.load.Load;
import dev.hearth.bench.load.LoadResult;
import dev.hearth.bench.load.Requests;
import dev.hearth.bench.load.Script;
import dev.hearth.bench.machine.Cpu;
import dev.hearth.bench.machine.Installation;
import dev.hearth.bench.machine.ProcessTree;
import dev.hearth.bench.plan.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Runs the cells of the table, yardstick and Hearth in turn at each number of connections. */
final class Measurement {
  static final String ECHO = "JSON echo";
  static final String HOP = "JSON echo + hop";
  static final String DIRECT = "hearth/noop direct";
  static final String QUEUED = "hearth/noop queued";

  private static final String FUNCTION = "hearth/noop";
  private static final String INPUT =
      "{\"prompt\":\"a lighthouse at"
          + " dusk\",\"seed\":42,\"image_size\":{\"width\":1024,\"height\":768}}";
  private static final int WARM_UP_CONNECTIONS = 64;
  private static final int WARM_UP_CELLS = 2;

  private final Settings settings;
  private final Installation installation;
  private final EchoServer echo;
  private final Requests hearth;
  private final Requests yardstick;

  Measurement(Settings settings, Installation installation, EchoServer echo) {
    this.settings = settings;
    this.installation = installation;
    this.echo = echo;
    hearth = new Requests(installation.api(), "Key " + installation.developerKey());
    yardstick =
        new Requests(
            URI.create("http://127.0.0.1:" + echo.address().getPort()), hearth.authorization());
  }

  List<Cell> run() throws IOException, InterruptedException {
    // The first calls start the worker and let every JVM compile what is hot.
    for (int i = 0; i < WARM_UP_CELLS; i++) {
      all(WARM_UP_CONNECTIONS, Duration.ZERO);
    }
    List<Cell> cells = new ArrayList<>();
    for (int connections : settings.connections()) {
      cells.addAll(all(connections, settings.warmUp()));
    }
    return cells;
  }

  private List<Cell> all(int connections, Duration warmUp)
      throws IOException, InterruptedException {
    InetSocketAddress api =
        new InetSocketAddress(installation.api().getHost(), installation.api().getPort());
    byte[] plain = yardstick.post("/echo", INPUT).request();
    byte[] hop = yardstick.post("/hop", INPUT).request();
    byte[] direct = hearth.post("/run/" + FUNCTION, INPUT).request();
    return List.of(
        cell(ECHO, connections, echo.address(), () -> Script.repeating(plain), warmUp),
        cell(HOP, connections, echo.address(), () -> Script.repeating(hop), warmUp),
        cell(DIRECT, connections, api, () -> Script.repeating(direct), warmUp),
        cell(QUEUED, connections, api, () -> new QueuedCalls(hearth, FUNCTION, INPUT), warmUp));
  }

  private Cell cell(
      String what,
      int connections,
      InetSocketAddress server,
      Supplier<Script> scripts,
      Duration warmUp)
      throws IOException, InterruptedException {
    Cpu cpu = server.equals(echo.address()) ? echoCpu() : installation.cpu(FUNCTION);
    LoadResult result =
        new Load(server, connections, scripts)
            .measure(warmUp, settings.measured(), cpu::start, cpu::end);
    return new Cell(what, connections, result, cpu);
  }

  private Cpu echoCpu() {
    return new Cpu(
        Map.of(
            Installation.GATEWAY, ProcessTree.only(echo.pid()),
            Installation.WORKER, ProcessTree.only(echo.peerPid()),
            Installation.GENERATOR, ProcessTree.only(ProcessHandle.current().pid())));
  }
}
