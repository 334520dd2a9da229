package @package@;

import dev.hearth.sdk.function.Steps;
import java.util.SplittableRandom;

/**
 * Two substances on a square whose borders meet, one of which eats the other (Gray and Scott, after
 * Pearson, "Complex Patterns in a Simple System", Science 261, 1993).
 */
final class @Class@State implements Steps {
  private static final int ROUNDS_PER_STEP = 50;
  private static final float FEED = 0.0367f;
  private static final float KILL = 0.0649f;

  private final int size;
  private final int stepsTotal;
  private int stepsDone;
  private float[] food;
  private float[] life;
  private float[] nextFood;
  private float[] nextLife;

  @Class@State(@Class@Input input) {
    size = input.size();
    stepsTotal = input.steps();
    food = new float[size * size];
    life = new float[size * size];
    nextFood = new float[size * size];
    nextLife = new float[size * size];
    java.util.Arrays.fill(food, 1);
    sow(new SplittableRandom(input.seed()));
  }

  private void sow(SplittableRandom random) {
    for (int spot = 0; spot < size / 8; spot++) {
      int left = random.nextInt(size - 6);
      int top = random.nextInt(size - 6);
      for (int i = 0; i < 36; i++) {
        life[(top + i / 6) * size + left + i % 6] = 0.5f;
      }
    }
  }

  @Override
  public int stepsDone() {
    return stepsDone;
  }

  @Override
  public int stepsTotal() {
    return stepsTotal;
  }

  /** One step. */
  void advance() {
    for (int round = 0; round < ROUNDS_PER_STEP; round++) {
      react();
    }
    stepsDone++;
  }

  private void react() {
    for (int y = 0; y < size; y++) {
      int row = y * size;
      int up = (y + size - 1) % size * size;
      int down = (y + 1) % size * size;
      for (int x = 0; x < size; x++) {
        int left = (x + size - 1) % size;
        int right = (x + 1) % size;
        int i = row + x;
        float eaten = food[i] * life[i] * life[i];
        float spreadFood = food[row + left] + food[row + right] + food[up + x] + food[down + x];
        float spreadLife = life[row + left] + life[row + right] + life[up + x] + life[down + x];
        nextFood[i] =
            food[i] + 0.2f * (spreadFood - 4 * food[i]) - eaten + FEED * (1 - food[i]);
        nextLife[i] =
            life[i] + 0.1f * (spreadLife - 4 * life[i]) + eaten - (FEED + KILL) * life[i];
      }
    }
    float[] oldFood = food;
    float[] oldLife = life;
    food = nextFood;
    life = nextLife;
    nextFood = oldFood;
    nextLife = oldLife;
  }

  int size() {
    return size;
  }

  /** How much lives at a pixel, 0 to 1. */
  float life(int x, int y) {
    return Math.clamp(life[y * size + x] * 2.5f, 0, 1);
  }
}
