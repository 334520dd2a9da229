package dev.hearth.runtime.gateway;

import dev.hearth.runtime.call.CallSpec;
import dev.hearth.runtime.gateway.FalRoute.Target;
import dev.hearth.runtime.gateway.StreamCaller.Ended;
import dev.hearth.runtime.gateway.StreamCaller.Refused;
import dev.hearth.runtime.queue.Requests;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import io.quarkus.logging.Log;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ExecutorService;

/** Direct runs whose partial outputs and output come as server-sent events. Blocking. */
@ApplicationScoped
class CallStreams {
  private final CallHandler handler;
  private final CallReader reader;
  private final Requests requests;
  private final GatewayConfig config;
  private final ExecutorService threads;

  CallStreams(
      CallHandler handler,
      CallReader reader,
      Requests requests,
      GatewayConfig config,
      @VirtualThreads ExecutorService threads) {
    this.handler = handler;
    this.reader = reader;
    this.requests = requests;
    this.config = config;
    this.threads = threads;
  }

  /** Runs a call and sends until it has ended or its caller has gone. */
  void stream(Call call, Target target) throws InterruptedException {
    refuseKey(call);
    CallSpec spec = reader.read(call, target, handler.caller(call, target.id()));
    var caller = new StreamCaller(config.streamBuffer().asLongValue());
    call.response().closeHandler(_ -> requests.abandon(spec.requestId(), caller));
    threads.execute(() -> run(spec, caller));
    var answer = new StreamedAnswer(call.response(), spec.requestId(), caller, config);
    try {
      answer.follow();
    } finally {
      requests.abandon(spec.requestId(), caller); // nothing, if it has ended
    }
  }

  private static void refuseKey(Call call) {
    if (call.header("Idempotency-Key") != null) {
      throw new CallException(
          ErrorCode.BAD_REQUEST,
          "a stream can't be repeated, so it takes no Idempotency-Key; queue the call instead");
    }
  }

  private void run(CallSpec spec, StreamCaller caller) {
    try {
      caller.over(new Ended(requests.run(spec, caller)));
    } catch (CallException refusal) {
      caller.over(new Refused(refusal));
    } catch (RuntimeException e) {
      Log.errorf(e, "requestId=%s stream failed", spec.requestId());
      caller.over(new Refused(new CallException(ErrorCode.INTERNAL, "internal error")));
    }
  }
}
