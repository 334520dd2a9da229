/**
 * A node of one function on this machine: checks, media, frames and measuring, without database.
 */
@NullMarked
package dev.hearth.sdk.testkit.node;

import org.jspecify.annotations.NullMarked;
