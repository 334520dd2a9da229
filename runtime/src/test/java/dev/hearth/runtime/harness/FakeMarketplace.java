package dev.hearth.runtime.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hearth.runtime.marketplace.MarketplaceConfig;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The marketplace's internal interface over real HTTP, with real books: it refuses what the true
 * one refuses, and remembers every refusal, so that a test can assert that the runtime kept its
 * side.
 */
@Startup
@Singleton
public class FakeMarketplace {
  public static final String TOKEN = "test-token";

  private final URI url;
  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, Member> keys = new HashMap<>();
  private final Map<UUID, Member> accounts = new HashMap<>();
  private final Map<UUID, Lent> leases = new HashMap<>();
  private final Map<UUID, JsonNode> events = new HashMap<>();
  private final List<String> contradictions = new ArrayList<>();
  private final AtomicInteger questions = new AtomicInteger();
  private final Member owner;
  private @Nullable HttpServer server;
  private ObjectNode deployments = changes("2026-01-01T00:00:00Z");
  private volatile boolean down;
  private volatile long termSeconds = 600;

  /** An account and its key. */
  public static final class Member {
    private final UUID id = UUID.randomUUID();
    private final String name;
    private final String role;
    private final String keyId = UUID.randomUUID().toString();
    private final String secret = UUID.randomUUID().toString();
    private long balance;

    private Member(String name, String role, long balance) {
      this.name = name;
      this.role = role;
      this.balance = balance;
    }

    public UUID id() {
      return id;
    }

    public String name() {
      return name;
    }

    /** The {@code Authorization} header. */
    public String key() {
      return "Key " + keyId + ":" + secret;
    }
  }

  private static final class Lent {
    final UUID account;
    final long granted;
    boolean closed;
    long spent;
    long held;
    long settled;
    long settledLate;
    long released;

    Lent(UUID account, long granted) {
      this.account = account;
      this.granted = granted;
    }

    long reserved() {
      return closed ? spent - settled + held - released : granted - settled - settledLate;
    }

    boolean sound() {
      return settled + released <= granted
          && spent + held <= granted
          && settledLate <= released
          && (!closed || (settled <= spent && released <= held));
    }
  }

  FakeMarketplace(MarketplaceConfig config) {
    this.url = config.url();
    this.owner = member("hearth", "creator", 0);
  }

  @PostConstruct
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(url.getHost(), url.getPort()), 64);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/internal/", this::serve);
    server.start();
  }

  @PreDestroy
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  /** A new account with so much money. */
  public synchronized Member member(String name, String role, long nanos) {
    var member = new Member(name, role, nanos);
    accounts.put(member.id, member);
    keys.put(member.keyId, member);
    return member;
  }

  /** A new developer with so many dollars. */
  public Member developer(String dollars) {
    return member(
        "dev-" + UUID.randomUUID(),
        "developer",
        new java.math.BigDecimal(dollars).movePointRight(9).longValueExact());
  }

  /** The account that owns the test functions. */
  public Member owner() {
    return owner;
  }

  public synchronized void revoke(Member member) {
    keys.remove(member.keyId);
  }

  public synchronized long balance(Member member) {
    return member.balance;
  }

  /** What the account can't lend again. */
  public synchronized long reserved(Member member) {
    return leases.values().stream()
        .filter(lease -> lease.account.equals(member.id))
        .mapToLong(Lent::reserved)
        .sum();
  }

  /** Usage events posted for the account. */
  public synchronized List<JsonNode> events(Member member) {
    return events.values().stream()
        .filter(event -> event.get("accountId").asText().equals(member.id.toString()))
        .toList();
  }

  /** What the runtime said that can't be. */
  public synchronized List<String> contradictions() {
    return List.copyOf(contradictions);
  }

  /** Questions asked so far. */
  public int questions() {
    return questions.get();
  }

  /** Makes it fail every question, or work again. */
  public void down(boolean failing) {
    down = failing;
  }

  /** Term of the leases that are lent from now on. */
  public void term(long seconds) {
    termSeconds = seconds;
  }

  private void serve(HttpExchange exchange) throws IOException {
    questions.incrementAndGet();
    try (exchange) {
      Answer answer;
      if (down) {
        answer = Answer.empty(503);
      } else if (!("Bearer " + TOKEN)
          .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        answer = Answer.empty(401);
      } else {
        byte[] body = exchange.getRequestBody().readAllBytes();
        answer =
            answer(
                exchange.getRequestURI(),
                body.length == 0 ? json.createObjectNode() : json.readTree(body));
      }
      byte[] bytes = answer.body == null ? new byte[0] : json.writeValueAsBytes(answer.body);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private record Answer(int status, @Nullable JsonNode body) {
    static Answer empty(int status) {
      return new Answer(status, null);
    }
  }

  private synchronized Answer answer(URI uri, JsonNode body) {
    String[] path = uri.getPath().split("/", -1);
    return switch (path[2]) {
      case "keys" -> key(body);
      case "functions" -> function(path[3], path[4], uri.getQuery());
      case "leases" -> path.length == 3 ? lend(body) : close(UUID.fromString(path[3]), body);
      case "usage" -> usage(body.get("events"));
      case "deployments" -> new Answer(200, deployments);
      default -> Answer.empty(404);
    };
  }

  private ObjectNode changes(String now) {
    ObjectNode changes = json.createObjectNode().put("now", now);
    changes.putArray("deployments");
    changes.putArray("secretChanges");
    return changes;
  }

  /** From now on these secrets of the owner changed since whenever; each at its time. */
  public synchronized void secretsChanged(String now, Map<String, String> times) {
    deployments = changes(now);
    times.forEach(
        (name, at) ->
            deployments
                .withArray("secretChanges")
                .addObject()
                .put("owner", owner.name)
                .put("name", name)
                .put("changedAt", at));
  }

  /** From now on this is what was deployed since whenever. */
  public synchronized void deployed(TestFunction function, String at) {
    deployments = changes(at);
    deployments
        .withArray("deployments")
        .addObject()
        .put("owner", function.owner())
        .put("name", function.name())
        .put("version", function.version())
        .put("manifest", function.manifest().toJson().print())
        .put("updatedAt", at);
  }

  private Answer key(JsonNode query) {
    Member member = keys.get(query.get("keyId").asText());
    if (member == null || !sha256(member.secret).equals(query.get("secretSha256").asText())) {
      return Answer.empty(404);
    }
    return new Answer(
        200,
        json.createObjectNode()
            .put("accountId", member.id.toString())
            .put("accountName", member.name)
            .put("role", member.role));
  }

  private Answer function(String ownerName, String name, String query) {
    String account = query.substring(query.indexOf('=') + 1);
    boolean own = owner.id.toString().equals(account);
    return TestFunction.ALL.stream()
        .filter(function -> function.owner().equals(ownerName) && function.name().equals(name))
        .filter(function -> function.listed() || own)
        .findFirst()
        .map(function -> new Answer(200, callable(function, own)))
        .orElse(Answer.empty(404));
  }

  private ObjectNode callable(TestFunction function, boolean own) {
    return json.createObjectNode()
        .put("owner", function.owner())
        .put("name", function.name())
        .put("ownerAccountId", owner.id.toString())
        .put("version", function.version())
        .put("manifest", function.manifest().toJson().print())
        .put("priceVersion", own ? 0 : 7)
        .put("unitPriceNanos", own ? 0 : function.unitPriceNanos());
  }

  private Answer lend(JsonNode request) {
    UUID id = UUID.fromString(request.get("leaseId").asText());
    Member member = account(UUID.fromString(request.get("accountId").asText()));
    Lent earlier = leases.get(id);
    if (earlier != null) {
      return granted(id, earlier);
    }
    long available = member.balance - reserved(member);
    if (available < request.get("minimumNanos").asLong()) {
      return new Answer(402, json.createObjectNode().put("availableNanos", available));
    }
    long wanted =
        Math.max(request.get("wantedNanos").asLong(), request.get("minimumNanos").asLong());
    var lent = new Lent(member.id, Math.min(available, wanted));
    leases.put(id, lent);
    return granted(id, lent);
  }

  private Member account(UUID id) {
    return Objects.requireNonNull(accounts.get(id), "no account " + id);
  }

  private Answer granted(UUID id, Lent lent) {
    return new Answer(
        200,
        json.createObjectNode()
            .put("leaseId", id.toString())
            .put("grantedNanos", lent.granted)
            .put("termSeconds", termSeconds));
  }

  private Answer close(UUID id, JsonNode figures) {
    Lent lent = leases.get(id);
    if (lent == null) {
      return Answer.empty(404);
    }
    long spent = figures.get("spentNanos").asLong();
    long held = figures.get("heldNanos").asLong();
    if (lent.closed) {
      return lent.spent == spent && lent.held == held
          ? Answer.empty(204)
          : contradiction(409, "lease closed twice with other figures");
    }
    lent.closed = true;
    lent.spent = spent;
    lent.held = held;
    return lent.sound()
        ? Answer.empty(204)
        : contradiction(409, "lease closed with spent " + spent + " held " + held);
  }

  private Answer usage(JsonNode batch) {
    for (JsonNode event : batch) {
      UUID request = UUID.fromString(event.get("requestId").asText());
      JsonNode earlier = events.get(request);
      if (earlier != null && !earlier.equals(event)) {
        return contradiction(422, "two events of one request: " + earlier + " and " + event);
      }
      if (earlier == null) {
        String wrong = post(event);
        if (wrong != null) {
          return contradiction(422, wrong + ": " + event);
        }
        events.put(request, event);
      }
    }
    return Answer.empty(204);
  }

  private @Nullable String post(JsonNode event) {
    long charge = event.get("chargeNanos").asLong();
    long hold = event.get("holdNanos").asLong();
    long due = event.get("microUnits").asLong() * event.get("unitPriceNanos").asLong() / 1_000_000;
    Lent lent = leases.get(UUID.fromString(event.get("leaseId").asText()));
    if (lent == null || !lent.account.toString().equals(event.get("accountId").asText())) {
      return "no such lease";
    }
    if (charge > hold || (event.get("outcome").asText().equals("succeeded") && charge != due)) {
      return "wrong charge";
    }
    if (!event.get("outcome").asText().equals("succeeded") && charge != 0) {
      return "a failure is charged";
    }
    if (event.get("afterClose").asBoolean()) {
      lent.settledLate += charge;
      lent.released += hold;
    } else {
      lent.settled += charge;
    }
    if (!lent.sound() || (event.get("afterClose").asBoolean() && !lent.closed)) {
      return "the lease doesn't cover it";
    }
    account(lent.account).balance -= charge;
    return null;
  }

  private Answer contradiction(int status, String what) {
    contradictions.add(what);
    return Answer.empty(status);
  }

  private static String sha256(String secret) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
