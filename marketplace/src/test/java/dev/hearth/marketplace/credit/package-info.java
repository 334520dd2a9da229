@NullMarked
package dev.hearth.marketplace.credit;

import org.jspecify.annotations.NullMarked;
