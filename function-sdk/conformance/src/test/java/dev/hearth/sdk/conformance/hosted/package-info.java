/** The conformance function in Java. */
@NullMarked
package dev.hearth.sdk.conformance.hosted;

import org.jspecify.annotations.NullMarked;
