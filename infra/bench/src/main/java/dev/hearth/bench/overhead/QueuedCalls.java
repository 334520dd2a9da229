package dev.hearth.bench.overhead;

import dev.hearth.bench.load.HttpReply;
import dev.hearth.bench.load.Requests;
import dev.hearth.bench.load.Script;
import dev.hearth.bench.load.Step;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Submits a call, asks for its status until it has ended, and begins anew. */
final class QueuedCalls implements Script {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int ENDED = 200;
  private static final Pattern ID = Pattern.compile("\"request_id\"\\s*:\\s*\"([^\"]+)\"");
  private static final Pattern FAILED = Pattern.compile("\"error\"\\s*:\\s*\"");

  private final Requests requests;
  private final String function;
  private final Step.Send submit;
  private Step.@Nullable Send status; // null until the call's id is known

  QueuedCalls(Requests requests, String function, String input) {
    this.requests = requests;
    this.function = function;
    submit = requests.post("/queue/" + function, input);
  }

  @Override
  public Step.Send begin() {
    return submit;
  }

  @Override
  public Step answered(HttpReply reply) {
    Script.requireSuccess(reply);
    Step.Send asks = status;
    if (asks == null) {
      asks = requests.get("/queue/" + function + "/requests/" + id(reply) + "/status");
      status = asks;
      return asks;
    }
    if (reply.status() == ENDED) {
      if (FAILED.matcher(reply.text()).find()) {
        throw new IllegalStateException("a queued call failed: " + reply.text());
      }
      status = null;
      return new Step.Done(submit);
    }
    return new Step.Pause(PAUSE_NANOS, asks);
  }

  private static String id(HttpReply reply) {
    Matcher matcher = ID.matcher(reply.text());
    if (!matcher.find()) {
      throw new IllegalStateException("no request_id in " + reply.text());
    }
    return matcher.group(1);
  }
}
