/** A whole runtime for tests: real PostgreSQL, a marketplace that keeps books, scripted pools. */
@NullMarked
package dev.hearth.runtime.harness;

import org.jspecify.annotations.NullMarked;
