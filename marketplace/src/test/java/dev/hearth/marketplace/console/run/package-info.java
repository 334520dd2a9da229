/** Reading the runtime's answers. */
@NullMarked
package dev.hearth.marketplace.console.run;

import org.jspecify.annotations.NullMarked;
