/** How refusals and failures look to callers of the API. */
@NullMarked
package dev.hearth.marketplace.error;

import org.jspecify.annotations.NullMarked;
