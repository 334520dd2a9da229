/** What the compiler found in a function's code, as the platform reads it. */
@NullMarked
package dev.hearth.sdk.descriptor;

import org.jspecify.annotations.NullMarked;
