package @package@;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.testkit.FunctionUnderTest;
import dev.hearth.sdk.testkit.Held;
import dev.hearth.sdk.testkit.Result;
import dev.hearth.sdk.testkit.RunningCall;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class @Class@FunctionTest {
  @RegisterExtension
  static final FunctionUnderTest<@Class@Input, @Class@Output> function =
      FunctionUnderTest.of(@Class@Function.class);

  @Test
  void theSameSeedGivesTheSamePatternInAnyCompany() throws IOException {
    byte[] alone = file(function.call(new @Class@Input(32, 4, 7)));
    try (Held steps = function.hold()) {
      RunningCall<@Class@Output> first = function.submit(new @Class@Input(32, 6, 1));
      steps.advance(2);
      RunningCall<@Class@Output> second = function.submit(new @Class@Input(32, 4, 7));
      steps.advance(4); // the first ends with its sixth, the second with its fourth
      first.result();
      assertArrayEquals(alone, file(second.result()));
    }
  }

  @Test
  void aCallThatIsWithdrawnEndsBeforeItsNextStep() {
    try (Held steps = function.hold()) {
      RunningCall<@Class@Output> call = function.submit(new @Class@Input(32, 100, 1));
      steps.advance(3);
      assertFalse(call.hasEnded());
      call.cancel();
      steps.advance(1);
      assertEquals(ErrorCode.CLIENT_CANCELLED, call.failure().code());
      assertEquals("3/100", call.progress().getLast().toString());
    }
  }

  private static byte[] file(Result<@Class@Output> result) throws IOException {
    return Files.readAllBytes(result.output().image().path());
  }
}
