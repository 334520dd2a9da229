package dev.hearth.sdk.processor;

import java.io.Serial;

/**
 * A type that javac doesn't know, perhaps because another processor has yet to generate it. javac
 * itself reports it if it never appears.
 */
final class UnresolvedTypeException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  UnresolvedTypeException(String type) {
    super(type);
  }
}
