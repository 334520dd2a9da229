/** What owners of functions see of this node: workers and logs. */
@NullMarked
package dev.hearth.runtime.node;

import org.jspecify.annotations.NullMarked;
