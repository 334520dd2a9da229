package dev.hearth.examples.texttoimage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.standard.ImagesOutput;
import dev.hearth.sdk.testkit.FunctionUnderTest;
import dev.hearth.sdk.testkit.Held;
import dev.hearth.sdk.testkit.Result;
import dev.hearth.sdk.testkit.RunningCall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that share steps draw what each draws alone. */
class RunningBatchTest {
  @RegisterExtension
  static final FunctionUnderTest<PromptInput, ImagesOutput> PAINT =
      FunctionUnderTest.of(TextToImageFunction.class);

  @RegisterExtension
  static final FunctionUnderTest<PromptInput, ImagesOutput> OTHER_WORKER =
      FunctionUnderTest.of(TextToImageFunction.class);

  /** Rounding differs with the number of rows; decibels over 255 levels. */
  private static final double EQUAL = 50;

  private static final List<PromptInput> INPUTS =
      List.of(
          Prompts.of("a blue fox on a yellow background", 30, 1),
          Prompts.of("red rocket, white background", 12, 2),
          Prompts.of("an apple", 4, 3, Scheduler.EULER, 2),
          Prompts.of(
              "a very large and rather old green tree that stands on a pink background", 4, 4),
          Prompts.of("a purple cat", 6, 5, Scheduler.HEUN, 1),
          Prompts.of("a yellow car on a grey background", 12, 6),
          Prompts.of("orange fish, blue background", 4, 7),
          Prompts.of("a red heart", 6, 8, new LoraWeight(Style.OUTLINES, 1)),
          Prompts.of("a green car", 5, 9, new LoraWeight(Style.MOSAIC, 0.5)),
          Prompts.of(
              "a cat face",
              7,
              10,
              new LoraWeight(Style.OUTLINES, 0.6),
              new LoraWeight(Style.MOSAIC, 0.7)));

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void callsThatJoinAndLeaveDrawWhatTheyDrawAlone(long seed) throws IOException {
    List<Result<ImagesOutput>> together = together(new SplittableRandom(seed));
    for (int i = 0; i < INPUTS.size(); i++) {
      List<Image> alone = PAINT.call(INPUTS.get(i)).output().images();
      List<Image> found = together.get(i).output().images();
      assertEquals(INPUTS.get(i).numImages(), found.size());
      for (int k = 0; k < found.size(); k++) {
        double psnr = Pictures.psnr(Pictures.read(alone.get(k)), Pictures.read(found.get(k)));
        assertTrue(psnr >= EQUAL, "input " + i + ", picture " + k + ": " + psnr + " dB");
      }
    }
  }

  /** Submits all, each after some steps of those before; one more call leaves on the way. */
  private static List<Result<ImagesOutput>> together(SplittableRandom random) {
    var calls = new ArrayList<RunningCall<ImagesOutput>>();
    try (Held steps = PAINT.hold()) {
      for (PromptInput input : INPUTS) {
        calls.add(PAINT.submit(input));
        RunningCall<ImagesOutput> leaver = PAINT.submit(Prompts.of("a ship", 50, 9));
        steps.advance(random.nextInt(1, 4));
        leaver.cancel();
        steps.advance(1);
        assertEquals(ErrorCode.CLIENT_CANCELLED, leaver.failure().code());
      }
    }
    return calls.stream().map(RunningCall::result).toList();
  }

  @Test
  void allPicturesOfAllCallsLookAtTheNetworkTogether() {
    try (Held steps = PAINT.hold()) {
      RunningCall<ImagesOutput> first = PAINT.submit(Prompts.of("an apple", 3, 1));
      steps.advance(1);
      RunningCall<ImagesOutput> second =
          PAINT.submit(Prompts.of("a tree", 2, 2, Scheduler.HEUN, 2));
      steps.advance(3);
      assertLog("3 looks", "2.3 pictures at a time", first); // (1 + 3 + 3) / 3
      assertLog("3 looks", "2.7 pictures at a time", second); // (3 + 3 + 2) / 3
    }
  }

  private static void assertLog(String looks, String company, RunningCall<ImagesOutput> call) {
    String line = call.result().logs().getLast().message();
    assertTrue(line.startsWith(looks), line);
    assertTrue(line.endsWith(company), line);
  }

  @Test
  void aloneItIsTheSamePictureBitForBit() throws IOException {
    PromptInput input = Prompts.of("a blue fox on a yellow background", 6, 11);
    int[] once = Pictures.read(PAINT.call(input).output().images().getFirst());
    int[] again = Pictures.read(PAINT.call(input).output().images().getFirst());
    int[] elsewhere = Pictures.read(OTHER_WORKER.call(input).output().images().getFirst());
    assertArrayEquals(once, again);
    assertArrayEquals(once, elsewhere);
  }

  @Test
  void inTheSameCompanyItIsTheSamePictureBitForBit() throws IOException {
    assertArrayEquals(inCompany(), inCompany());
  }

  private static int[] inCompany() throws IOException {
    try (Held steps = PAINT.hold()) {
      RunningCall<ImagesOutput> other = PAINT.submit(Prompts.of("a tree", 5, 1));
      steps.advance(2);
      RunningCall<ImagesOutput> call = PAINT.submit(Prompts.of("an apple", 5, 2));
      steps.advance(5);
      var _ = other.result();
      return Pictures.read(call.result().output().images().getFirst());
    }
  }

  @Test
  void aParkedCallGoesOnWhereItStood() throws IOException {
    PromptInput input = Prompts.of("a purple cat", 6, 5, Scheduler.HEUN, 1);
    int[] alone = Pictures.read(PAINT.call(input).output().images().getFirst());
    try (Held steps = PAINT.hold()) {
      RunningCall<ImagesOutput> parked = PAINT.submit(input);
      RunningCall<ImagesOutput> other = PAINT.submit(Prompts.of("a tree", 9, 1));
      steps.advance(3);
      parked.park();
      steps.advance(3);
      parked.resume();
      steps.advance(8);
      assertTrue(other.hasEnded());
      int[] found = Pictures.read(parked.result().output().images().getFirst());
      assertTrue(Pictures.psnr(alone, found) >= EQUAL);
    }
  }
}
