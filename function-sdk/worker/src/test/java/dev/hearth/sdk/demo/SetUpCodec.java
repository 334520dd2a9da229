package dev.hearth.sdk.demo;

import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.FunctionCodec;
import dev.hearth.sdk.function.FunctionShape;
import dev.hearth.sdk.function.Setup;
import dev.hearth.sdk.function.UnaryFunction;
import dev.hearth.sdk.json.Json;
import java.nio.file.Files;
import java.util.List;

/** Functions whose set-up or tear-down is peculiar; one codec for each. */
public abstract class SetUpCodec implements FunctionCodec<Json, Json> {
  @Override
  public Json decode(Json input) {
    return input;
  }

  @Override
  public Json encode(Json output) {
    return output;
  }

  private abstract static class Base implements UnaryFunction<Json, Json> {
    @Override
    public Json run(Json input, Call call) {
      return input;
    }
  }

  /** Asks for weights that aren't there. */
  public static final class Weightless extends SetUpCodec {
    @Override
    public FunctionShape<Json, Json> create() {
      return new Base() {
        @Override
        public void setUp(Setup setup) {
          for (String name : List.of("", ".", "..", "../lib", "small/..", "missing")) {
            try {
              setup.log(name + " is " + setup.weights(name));
            } catch (IllegalArgumentException e) {
              setup.log("none: " + e.getMessage());
            }
          }
          setup.secret("OTHER");
        }
      };
    }
  }

  /** Waits in set-up until a file {@code go} appears in the scratch folder. */
  public static final class Waiting extends SetUpCodec {
    @Override
    public FunctionShape<Json, Json> create() {
      return new Base() {
        @Override
        public void setUp(Setup setup) {
          setup.log("waiting");
          while (!Files.exists(setup.scratch().resolve("go"))) {
            Thread.onSpinWait();
          }
        }

        @Override
        public void tearDown() {
          System.out.println("torn down");
        }
      };
    }
  }

  /** Can't be torn down. */
  public static final class Clinging extends SetUpCodec {
    @Override
    public FunctionShape<Json, Json> create() {
      return new Base() {
        @Override
        public void tearDown() throws Exception {
          throw new IllegalAccessException("never");
        }
      };
    }
  }

  /** Tells of its warm-up. */
  public static final class Warming extends SetUpCodec {
    @Override
    public FunctionShape<Json, Json> create() {
      return new Base() {
        @Override
        public void setUp(Setup setup) {
          System.out.println("set up");
        }

        @Override
        public void warmUp() {
          System.out.println("warmed up");
        }
      };
    }
  }

  /** Can't be warmed up. */
  public static final class Cold extends SetUpCodec {
    @Override
    public FunctionShape<Json, Json> create() {
      return new Base() {
        @Override
        public void warmUp() {
          throw new IllegalStateException("too cold");
        }
      };
    }
  }
}
