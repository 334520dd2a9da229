package dev.hearth.sdk.cli.deploy;

import dev.hearth.sdk.cli.connection.Answer;
import dev.hearth.sdk.cli.connection.CommandFailure;
import dev.hearth.sdk.cli.connection.ExitCode;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Sends again what may work a little later: a service that restarts is back within seconds. */
final class Attempts {
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofMillis(200),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(4),
          Duration.ofSeconds(8),
          Duration.ofSeconds(15));

  private final Pause pause;
  private final Consumer<String> retrying;

  Attempts(Pause pause, Consumer<String> retrying) {
    this.pause = pause;
    this.retrying = retrying;
  }

  /** Waits. */
  interface Pause {
    void sleep(Duration duration) throws InterruptedException;
  }

  /** One exchange with the server. */
  interface Exchange {
    Answer send() throws InterruptedException;
  }

  /**
   * The first answer that is none to try again after, or the last one.
   *
   * @param damaged status of a refusal that a damaged transfer may have caused; 0 for none
   */
  Answer send(int damaged, Exchange exchange) throws InterruptedException {
    for (Duration wait : PAUSES) {
      try {
        Answer answer = exchange.send();
        if (answer.ok() || !isPassing(answer, damaged)) {
          return answer;
        }
        retrying.accept("%s (HTTP %d)".formatted(answer.reason(), answer.status()));
      } catch (CommandFailure e) {
        if (e.code() != ExitCode.UNAVAILABLE) {
          throw e;
        }
        retrying.accept(String.valueOf(e.getMessage()));
      }
      pause.sleep(wait);
    }
    return exchange.send();
  }

  private static boolean isPassing(Answer answer, int damaged) {
    return answer.status() == damaged || ExitCode.of(answer.status()) == ExitCode.UNAVAILABLE;
  }
}
