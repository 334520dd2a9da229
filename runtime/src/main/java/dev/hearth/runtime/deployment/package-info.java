/** Notices what was deployed before anybody calls it, and which secrets changed. */
@NullMarked
package dev.hearth.runtime.deployment;

import org.jspecify.annotations.NullMarked;
