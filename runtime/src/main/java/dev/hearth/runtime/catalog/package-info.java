/** Functions that callers may call: version, schema and price. */
@NullMarked
package dev.hearth.runtime.catalog;

import org.jspecify.annotations.NullMarked;
