/** Tests of the bodies of failures. */
@NullMarked
package dev.hearth.sdk.error;

import org.jspecify.annotations.NullMarked;
