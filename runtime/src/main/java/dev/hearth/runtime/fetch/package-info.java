/** Fetches what callers name by URL, and nothing that lies inside. */
@NullMarked
package dev.hearth.runtime.fetch;

import org.jspecify.annotations.NullMarked;
