/** Reads text aloud with flite, which runs as WebAssembly inside the JVM. */
@NullMarked
package dev.hearth.examples.speak;

import org.jspecify.annotations.NullMarked;
