/** What this node computes on, decided once at its start, and what workers are given for it. */
@NullMarked
package dev.hearth.runtime.device;

import org.jspecify.annotations.NullMarked;
