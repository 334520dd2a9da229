/** Secrets for workers, which the marketplace keeps. */
@NullMarked
package dev.hearth.runtime.secret;

import org.jspecify.annotations.NullMarked;
