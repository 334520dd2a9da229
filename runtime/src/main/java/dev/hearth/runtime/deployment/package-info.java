/** Notices what was deployed, before anybody calls it. */
@NullMarked
package dev.hearth.runtime.deployment;

import org.jspecify.annotations.NullMarked;
