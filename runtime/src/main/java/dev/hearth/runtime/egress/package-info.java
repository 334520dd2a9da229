/** Lets workers connect to the hosts that their descriptors declare, and to nothing else. */
@NullMarked
package dev.hearth.runtime.egress;

import org.jspecify.annotations.NullMarked;
