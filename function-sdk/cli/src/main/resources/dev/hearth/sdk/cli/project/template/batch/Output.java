package @package@;

import java.util.List;

/** The most frequent colours, as {@code #rrggbb}, most frequent first. */
record @Class@Output(List<String> colours) {}
