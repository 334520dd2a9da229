package chameleon;

import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.HearthFunction;
import dev.hearth.sdk.function.Setup;
import dev.hearth.sdk.function.UnaryFunction;

/** Says which version it is, and what it was told. */
@HearthFunction(
    name = "chameleon",
    title = "Chameleon",
    summary = "Says which version it is, and what it was told.",
    category = "test")
public final class ChameleonFunction
    implements UnaryFunction<ChameleonFunction.Question, ChameleonFunction.Answer> {
  private static final String COLOUR = "COLOUR-OF-THIS-VERSION";

  private String told = "";

  /** Nothing. */
  public record Question(String nothing) {}

  /** Everything. */
  public record Answer(String colour, String told) {}

  @Override
  public void setUp(Setup setup) {
    String name = "SECRET-THAT-IS-WANTED";
    told = name.isEmpty() ? "nothing" : setup.secret(name);
  }

  @Override
  public Answer run(Question input, Call call) {
    return new Answer(COLOUR, told);
  }
}
