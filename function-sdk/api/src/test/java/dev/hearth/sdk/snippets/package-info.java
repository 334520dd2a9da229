/** The examples in the documentation of the API: they compile, and the processor takes them. */
@NullMarked
package dev.hearth.sdk.snippets;

import org.jspecify.annotations.NullMarked;
