/** Turns an input's JSON Schema into a form, and a sent form into input JSON. */
@NullMarked
package dev.hearth.marketplace.console.form;

import org.jspecify.annotations.NullMarked;
