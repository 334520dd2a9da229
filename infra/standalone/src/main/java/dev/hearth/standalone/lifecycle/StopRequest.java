package dev.hearth.standalone.lifecycle;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Turns INT and TERM into interrupts of one thread, each time they come: the first ends what it
 * does in order, the next at once. A JVM's shutdown hooks can't tell a second signal. {@code
 * sun.misc.Signal} is called by name, because the compiler warns of it in any other form.
 */
final class StopRequest {
  private final AtomicBoolean requested = new AtomicBoolean();

  /** Installs the handlers; they last as long as the process. */
  static StopRequest interrupting(Thread thread) {
    var request = new StopRequest();
    Runnable interrupt =
        () -> {
          request.requested.set(true);
          thread.interrupt();
        };
    List.of("INT", "TERM").forEach(name -> handle(name, interrupt));
    return request;
  }

  /** Whether a signal came. */
  boolean requested() {
    return requested.get();
  }

  private static void handle(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object calling =
          Proxy.newProxyInstance(
              StopRequest.class.getClassLoader(),
              new Class<?>[] {handler},
              (_, method, _) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                }
                return null;
              });
      Object previous =
          signal
              .getMethod("handle", signal, handler)
              .invoke(null, signal.getConstructor(String.class).newInstance(name), calling);
      java.util.Objects.requireNonNull(previous, "a signal always has a handler before");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK has no module jdk.unsupported", e);
    }
  }
}
