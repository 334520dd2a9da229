/** Tests of the node's side of the worker protocol. */
@NullMarked
package dev.hearth.runtime.worker;

import org.jspecify.annotations.NullMarked;
