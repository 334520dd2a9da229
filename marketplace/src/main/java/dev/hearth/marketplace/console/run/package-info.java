/** Runs functions for a signed-in visitor, over the runtime's public interface. */
@NullMarked
package dev.hearth.marketplace.console.run;

import org.jspecify.annotations.NullMarked;
