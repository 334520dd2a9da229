/** Why a call fails: codes, HTTP status and the fields at fault. */
@NullMarked
package dev.hearth.sdk.error;

import org.jspecify.annotations.NullMarked;
