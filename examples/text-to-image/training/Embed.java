import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs MiniLM over captions, one a line, and writes for each its count of tokens (int32) and the last hidden state (float16,
 * count x 384), all big-endian: {@code java -cp minilm.jar:onnxruntime.jar Embed.java CAPTIONS OUT}.
 */
class Embed {
  private static final int WIDTH = 384;
  private static final Pattern VOCABULARY_ENTRY = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"\\s*:\\s*(\\d+)");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+|[^\\s\\p{L}\\p{M}\\p{N}]");

  public static void main(String[] arguments) throws IOException, OrtException {
    Map<String, Integer> vocabulary = vocabulary();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    try (OrtSession session = environment.createSession(resource("all-minilm-l6-v2-q.onnx"), options);
        OutputStream file = Files.newOutputStream(Path.of(arguments[1]));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(file, 1 << 20))) {
      for (String caption : Files.readAllLines(Path.of(arguments[0]))) {
        write(states(environment, session, tokens(caption, vocabulary)), out);
      }
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = Embed.class.getResourceAsStream("/" + name)) {
      if (in == null) {
        throw new IOException("The class path lacks " + name);
      }
      return in.readAllBytes();
    }
  }

  private static Map<String, Integer> vocabulary() throws IOException {
    String json = new String(resource("all-minilm-l6-v2-q-tokenizer.json"), StandardCharsets.UTF_8);
    int start = json.indexOf('{', json.indexOf("\"vocab\""));
    Map<String, Integer> entries = new HashMap<>();
    Matcher matcher = VOCABULARY_ENTRY.matcher(json).region(start, json.length());
    while (matcher.find()) {
      entries.put(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }
    return entries;
  }

  /** WordPiece (Wu et al. 2016, section 4.1): the longest known piece first, "##" before the pieces inside a word. */
  private static long[] tokens(String text, Map<String, Integer> vocabulary) {
    List<Integer> ids = new ArrayList<>(List.of(vocabulary.get("[CLS]")));
    String plain = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD).replaceAll("\\p{Mn}", "");
    Matcher words = WORD.matcher(plain);
    while (words.find()) {
      ids.addAll(pieces(words.group(), vocabulary));
    }
    ids.add(vocabulary.get("[SEP]"));
    return ids.stream().mapToLong(Integer::longValue).toArray();
  }

  private static List<Integer> pieces(String word, Map<String, Integer> vocabulary) {
    List<Integer> ids = new ArrayList<>();
    int start = 0;
    while (start < word.length()) {
      int end = word.length();
      String prefix = start == 0 ? "" : "##";
      while (end > start && !vocabulary.containsKey(prefix + word.substring(start, end))) {
        end--;
      }
      if (end == start) {
        return List.of(vocabulary.get("[UNK]"));
      }
      ids.add(vocabulary.get(prefix + word.substring(start, end)));
      start = end;
    }
    return ids;
  }

  private static float[][] states(OrtEnvironment environment, OrtSession session, long[] ids) throws OrtException {
    long[] ones = new long[ids.length];
    java.util.Arrays.fill(ones, 1);
    try (OnnxTensor input = OnnxTensor.createTensor(environment, new long[][] {ids});
        OnnxTensor mask = OnnxTensor.createTensor(environment, new long[][] {ones});
        OnnxTensor types = OnnxTensor.createTensor(environment, new long[][] {new long[ids.length]});
        OrtSession.Result result =
            session.run(Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types))) {
      return ((float[][][]) result.get(0).getValue())[0];
    }
  }

  private static void write(float[][] states, DataOutputStream out) throws IOException {
    out.writeInt(states.length);
    for (float[] state : states) {
      for (int i = 0; i < WIDTH; i++) {
        out.writeShort(Float.floatToFloat16(state[i]));
      }
    }
  }
}
