/** One function on this machine, with a page of its own, that follows its sources. */
@NullMarked
package dev.hearth.sdk.cli.dev;

import org.jspecify.annotations.NullMarked;
