package dev.hearth.examples.texttoimage;

/**
 * Philox4x32-10, a random number generator without state: the same counter and key give the same
 * four words on every machine (Salmon, Moraes, Dror and Shaw, "Parallel Random Numbers: As Easy as
 * 1, 2, 3", 2011, section 4.3; constants from Random123).
 */
final class Philox {
  private static final int ROUNDS = 10;
  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;
  private static final long WORD = 0xFFFFFFFFL;

  private Philox() {}

  /**
   * Replaces a counter by its random words.
   *
   * @param words four words, least significant first; holds the counter, then the result
   */
  static void apply(int[] words, int key0, int key1) {
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = MULTIPLIER_0 * (words[0] & WORD);
      long product1 = MULTIPLIER_1 * (words[2] & WORD);
      words[0] = (int) (product1 >>> 32) ^ words[1] ^ (key0 + round * WEYL_0);
      words[1] = (int) product1;
      words[2] = (int) (product0 >>> 32) ^ words[3] ^ (key1 + round * WEYL_1);
      words[3] = (int) product0;
    }
  }
}
