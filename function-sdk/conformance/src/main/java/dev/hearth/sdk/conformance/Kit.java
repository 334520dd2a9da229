package dev.hearth.sdk.conformance;

import dev.hearth.sdk.descriptor.Shape;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The conformance kit: plays the node with a worker in a process of its own, over a real socket,
 * and checks one rule of the worker protocol at a time, each with a fresh worker.
 */
public final class Kit {
  private Kit() {}

  /** The rules for workers of a shape, in the order of a worker's life. */
  public static List<Rule> rules(Shape shape) {
    return Stream.of(
            HandshakeRules.all(),
            CallRules.all(),
            together(shape),
            JsonRules.all(),
            TalkRules.all(),
            FileRules.all(),
            CancelRules.all(),
            HealthRules.all(),
            HintRules.all(),
            DrainRules.all(),
            BrokenRules.all(),
            EndRules.all())
        .flatMap(List::stream)
        .toList();
  }

  /** What becomes of calls that a worker has at the same time. */
  private static List<Rule> together(Shape shape) {
    return switch (shape) {
      case UNARY -> with(ConcurrencyRules.all(), ParkRules.refused());
      case BATCH -> with(BatchRules.all(), ParkRules.refused());
      case ITERATIVE ->
          Stream.of(StepRules.all(), StepFailureRules.all(), ParkRules.all())
              .flatMap(List::stream)
              .toList();
    };
  }

  private static List<Rule> with(List<Rule> rules, Rule further) {
    return Stream.concat(rules.stream(), Stream.of(further)).toList();
  }

  /**
   * Checks a rule.
   *
   * @throws IOException if the kit itself can't work, for want of disk or sockets
   */
  public static Verdict check(Rule rule, Candidate candidate)
      throws IOException, InterruptedException {
    try (var bench = Bench.of(candidate)) {
      try {
        rule.check().with(bench);
        return new Verdict(rule, "");
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        return new Verdict(rule, reason(e) + bench.lastWords());
      }
    }
  }

  private static String reason(Exception failure) {
    return failure instanceof RuleBrokenException
        ? String.valueOf(failure.getMessage())
        : failure.toString();
  }
}
