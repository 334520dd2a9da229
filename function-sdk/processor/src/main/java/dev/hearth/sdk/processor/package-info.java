/** What the compiler makes of a function's code: descriptor, JSON Schemas and codec. */
@NullMarked
package dev.hearth.sdk.processor;

import org.jspecify.annotations.NullMarked;
