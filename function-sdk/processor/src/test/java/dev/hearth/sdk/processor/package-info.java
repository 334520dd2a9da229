/** Compiles functions and looks at what comes out. */
@NullMarked
package dev.hearth.sdk.processor;

import org.jspecify.annotations.NullMarked;
