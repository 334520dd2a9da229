/** What admins and accounts do with funds other than calls: paying in, presents, what is left. */
@NullMarked
package dev.hearth.marketplace.funding;

import org.jspecify.annotations.NullMarked;
