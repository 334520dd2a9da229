@NullMarked
package dev.hearth.marketplace.internal;

import org.jspecify.annotations.NullMarked;
