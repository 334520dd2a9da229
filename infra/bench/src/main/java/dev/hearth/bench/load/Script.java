package dev.hearth.bench.load;

/** What one connection sends, call after call. */
public interface Script {
  /** The first request. */
  Step.Send begin();

  /** What follows on an answer. */
  Step answered(HttpReply reply);

  /** The same request again and again; each answer must have status 200. */
  static Script repeating(byte[] request) {
    var send = new Step.Send(request);
    var done = new Step.Done(send);
    return new Script() {
      @Override
      public Step.Send begin() {
        return send;
      }

      @Override
      public Step answered(HttpReply reply) {
        requireSuccess(reply);
        return done;
      }
    };
  }

  /** Stops the benchmark at an answer that isn't a success, for its figures would mean nothing. */
  static void requireSuccess(HttpReply reply) {
    if (reply.status() / 100 != 2) {
      throw new IllegalStateException("answered " + reply.status() + ": " + reply.text());
    }
  }
}
