package dev.hearth.sdk.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The digest against one written down straight from its formula. */
class BlobDigestTest {
  private static final int CHUNK = 8 << 20;

  @TempDir Path folder;

  private static String naive(byte[] bytes) throws NoSuchAlgorithmException {
    var root = new ByteArrayOutputStream();
    root.write(1);
    root.writeBytes(ByteBuffer.allocate(8).putLong(bytes.length).array());
    for (int from = 0; from < bytes.length; from += CHUNK) {
      var leaf = new ByteArrayOutputStream();
      leaf.write(0);
      leaf.write(bytes, from, Math.min(CHUNK, bytes.length - from));
      root.writeBytes(MessageDigest.getInstance("SHA-256").digest(leaf.toByteArray()));
    }
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(root.toByteArray()));
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(length).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 12_345})
  void equalsTheFormulaAroundChunkEnds(int length) throws Exception {
    byte[] bytes = bytes(length);
    String expected = naive(bytes);
    assertEquals(expected, BlobDigest.of(bytes).hex());
    Path file = Files.write(folder.resolve("blob"), bytes);
    assertEquals(expected, BlobDigest.of(file).hex());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void piecesOfAnySizeMakeNoDifference(long seed) throws Exception {
    byte[] bytes = bytes(CHUNK + 100_000);
    var random = new SplittableRandom(seed);
    var hasher = new BlobHasher();
    int from = 0;
    while (from < bytes.length) {
      int to = Math.min(bytes.length, from + random.nextInt(1 << random.nextInt(1, 23)));
      ByteBuffer direct = ByteBuffer.allocateDirect(to - from).put(bytes, from, to - from).flip();
      hasher.update(random.nextBoolean() ? direct : ByteBuffer.wrap(bytes, from, to - from));
      from = to;
      assertEquals(from, hasher.totalBytes());
    }
    assertEquals(naive(bytes), hasher.finish().hex());
  }

  /** Values from Python's hashlib. */
  @Test
  void knownValues() {
    assertEquals(
        "a536aa3cede6ea3c1f3e0357c3c60e0f216a8c89b853df13b29daa8f85065dfb",
        BlobDigest.of(new byte[0]).hex());
    assertEquals(
        "bec36c9ae342daa68489b715c3d3880f613de1323422e63c7eda463c9ace5b30",
        BlobDigest.of(new byte[] {'a', 'b', 'c'}).hex());
  }

  @Test
  void leavesDifferFromRoots() throws Exception {
    byte[] bytes = bytes(100);
    byte[] asRoot = ByteBuffer.allocate(109).put((byte) 1).putLong(100).put(bytes).array();
    String plain = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(asRoot));
    assertNotEquals(plain, BlobDigest.of(bytes).hex());
    byte[] longer = Arrays.copyOf(bytes, 101);
    assertNotEquals(BlobDigest.of(longer), BlobDigest.of(bytes));
  }

  @Test
  void digestsOfAnotherFormAreRefused() {
    String hex = "0123456789abcdef".repeat(4);
    assertEquals(hex, new BlobDigest(hex).toString());
    for (String wrong :
        List.of(
            "",
            hex + "0",
            hex.substring(1),
            hex.replace('a', 'A'),
            hex.replace('a', 'g'),
            hex.replace('a', ' '),
            hex.replace('1', '\uFF11'),
            "../" + hex.substring(3))) {
      assertThrows(IllegalArgumentException.class, () -> new BlobDigest(wrong), wrong);
    }
  }

  @Test
  void treeTellsItsChunksFromOthers() {
    byte[] bytes = bytes(CHUNK + 5);
    var hasher = new BlobHasher();
    hasher.update(ByteBuffer.wrap(bytes));
    BlobTree tree = BlobTree.parse(hasher.tree().encode());
    assertEquals(BlobDigest.of(bytes), tree.digest());
    assertEquals(
        List.of(2, CHUNK, 5), List.of(tree.chunkCount(), tree.chunkBytes(0), tree.chunkBytes(1)));
    byte[] last = leaf(bytes, CHUNK, 5);
    assertTrue(tree.hasLeaf(1, last));
    assertFalse(tree.hasLeaf(0, last));
    bytes[CHUNK] ^= 1;
    assertFalse(tree.hasLeaf(1, leaf(bytes, CHUNK, 5)));
    assertFalse(tree.hasLeaf(1, new byte[0]));
  }

  private static byte[] leaf(byte[] bytes, int from, int length) {
    MessageDigest leaf = BlobTree.beginLeaf();
    leaf.update(bytes, from, length);
    return leaf.digest();
  }

  @Test
  void treesOfAnotherFormAreRefused() {
    byte[] empty = new BlobHasher().tree().encode();
    assertEquals(BlobDigest.of(new byte[0]), BlobTree.parse(empty).digest());
    for (byte[] wrong :
        List.of(
            new byte[0],
            new byte[7],
            Arrays.copyOf(empty, 40),
            ByteBuffer.allocate(8).putLong(1).array(),
            ByteBuffer.allocate(8).putLong(-1).array(),
            ByteBuffer.allocate(8).putLong(Long.MAX_VALUE).array(),
            ByteBuffer.allocate(71).putLong(CHUNK + 1L).array())) {
      assertThrows(IllegalArgumentException.class, () -> BlobTree.parse(wrong));
    }
  }

  @Test
  void missingFileIsAnError() {
    assertThrows(IOException.class, () -> BlobDigest.of(folder.resolve("none")));
  }
}
