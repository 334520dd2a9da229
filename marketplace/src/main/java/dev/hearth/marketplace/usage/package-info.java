/** Usage events of finished calls and what was charged for them. */
@NullMarked
package dev.hearth.marketplace.usage;

import org.jspecify.annotations.NullMarked;
