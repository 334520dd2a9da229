/** fal's wire protocol over HTTP. */
@NullMarked
package dev.hearth.runtime.gateway;

import org.jspecify.annotations.NullMarked;
