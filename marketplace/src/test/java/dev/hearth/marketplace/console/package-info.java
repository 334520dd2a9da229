/** The console against fakes of its neighbours, over HTTP. */
@NullMarked
package dev.hearth.marketplace.console;

import org.jspecify.annotations.NullMarked;
