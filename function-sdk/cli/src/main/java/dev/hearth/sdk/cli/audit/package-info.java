/** Proves on a running installation that its books are right. */
@NullMarked
package dev.hearth.sdk.cli.audit;

import org.jspecify.annotations.NullMarked;
