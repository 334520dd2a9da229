package dev.hearth.examples.speak;

import java.text.Normalizer;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Text in the characters that flite can read: ASCII.
 *
 * <p>flite itself reads numbers, dates, money in dollars, abbreviations and ASCII's signs. Of other
 * characters it would say nothing or worse, byte by byte, so here they become what a reader would
 * make of them: letters lose their accents, typographer's signs become plain ones, others words.
 * What has no reading in English, such as emoji and other scripts, is left out and counted.
 *
 * @param text printable ASCII, with an empty line between paragraphs
 * @param unread how many characters were left out
 */
record Reading(String text, int unread) {
  private static final Pattern MONEY = Pattern.compile("([€£¥₹])\\s?(\\d[\\d,]*(?:\\.\\d+)?)");
  private static final Map<String, String> CURRENCIES =
      Map.of("€", "euros", "£", "pounds", "¥", "yen", "₹", "rupees");
  private static final Pattern SPOKEN = Pattern.compile("[A-Za-z0-9&@+=/#*~^|\\\\%_$]");

  static Reading of(String input) {
    String text =
        MONEY.matcher(input).replaceAll(m -> m.group(2) + " " + CURRENCIES.get(m.group(1)));
    // Compatibility decomposition takes accents off and undoes ligatures, full width and the like.
    String plain = Normalizer.normalize(signs(text), Normalizer.Form.NFKD);
    var out = new StringBuilder(plain.length());
    int unread = 0;
    for (int at = 0; at < plain.length(); at += Character.charCount(plain.codePointAt(at))) {
      int character = plain.codePointAt(at);
      if (isPlain(character)) {
        out.append((char) character);
      } else if (!isSilent(character)) {
        out.append(' ');
        unread++;
      }
    }
    return new Reading(paragraphs(out), unread);
  }

  /** Whether anything of a plain text is heard. */
  static boolean isSpoken(String plain) {
    return SPOKEN.matcher(plain).find();
  }

  /** What compatibility decomposition wouldn't make ASCII, or not the right one. */
  private static String signs(String text) {
    var out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            character -> {
              String sign = sign(character);
              if (sign.isEmpty()) {
                out.appendCodePoint(character);
              } else {
                out.append(sign);
              }
            });
    return out.toString();
  }

  private static String sign(int character) {
    return switch (character) {
      case '‘', '’', '‚', '‛', '′', 'ʼ' -> "'";
      case '“', '”', '„', '‟', '″', '«', '»' -> "\"";
      case '‐', '‑', '‒', '–', '−' -> "-";
      case '—', '―', '•', '·' -> ", ";
      case '\u2028', '\u2029' -> "\n\n";
      case '¼' -> " 1/4";
      case '½' -> " 1/2";
      case '¾' -> " 3/4";
      case '×' -> " times ";
      case '÷' -> " divided by ";
      case '°' -> " degrees ";
      case '℃' -> " degrees Celsius ";
      case '℉' -> " degrees Fahrenheit ";
      case '€' -> " euros ";
      case '£' -> " pounds ";
      case '¥' -> " yen ";
      case '₹' -> " rupees ";
      case '©' -> " copyright ";
      case '™', '®' -> " ";
      case 'ß' -> "ss";
      case 'æ' -> "ae";
      case 'Æ' -> "Ae";
      case 'œ' -> "oe";
      case 'Œ' -> "Oe";
      case 'ø' -> "o";
      case 'Ø' -> "O";
      case 'đ', 'ð' -> "d";
      case 'Đ', 'Ð' -> "D";
      case 'ł' -> "l";
      case 'Ł' -> "L";
      case 'þ' -> "th";
      case 'Þ' -> "Th";
      case 'ı' -> "i";
      default -> Character.isISOControl(character) && character != '\n' ? " " : "";
    };
  }

  private static boolean isPlain(int character) {
    return character == '\n' || (character >= ' ' && character <= '~');
  }

  /** What stands beside a character and isn't one of its own. */
  private static boolean isSilent(int character) {
    return switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> true;
      default -> false;
    };
  }

  private static String paragraphs(CharSequence text) {
    return Pattern.compile("\n(?:[ ]*\n)+")
        .splitAsStream(text)
        .map(paragraph -> paragraph.replaceAll("\\s+", " ").strip())
        .filter(paragraph -> !paragraph.isEmpty())
        .reduce((before, next) -> before + "\n\n" + next)
        .orElse("");
  }
}
