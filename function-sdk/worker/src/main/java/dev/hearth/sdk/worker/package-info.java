/** The process that hosts one function version and answers its calls over the worker protocol. */
@NullMarked
package dev.hearth.sdk.worker;

import org.jspecify.annotations.NullMarked;
