/** Tests of the bodies of failures. */
@NullMarked
package dev.hearth.runtime.error;

import org.jspecify.annotations.NullMarked;
