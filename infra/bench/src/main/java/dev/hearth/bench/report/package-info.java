/** Figures as a table and as JSON. */
@NullMarked
package dev.hearth.bench.report;

import org.jspecify.annotations.NullMarked;
