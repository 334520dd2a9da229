package dev.hearth.marketplace.audit;

/**
 * A rule that the books keep, and the query that looks for what breaks it.
 *
 * @param name stable, lower-case words with hyphens
 * @param rule what holds, as a sentence without its full stop
 * @param query one text column: a sentence for each place that breaks the rule, naming its ids
 */
record Check(String name, String rule, String query) {}
