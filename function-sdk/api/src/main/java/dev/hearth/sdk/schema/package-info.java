/** What a creator says of a field: constraints, defaults, descriptions and examples. */
@NullMarked
package dev.hearth.sdk.schema;

import org.jspecify.annotations.NullMarked;
