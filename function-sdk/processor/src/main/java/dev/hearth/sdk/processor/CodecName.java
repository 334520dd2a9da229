package dev.hearth.sdk.processor;

import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;

/**
 * What the codec of a function is called.
 *
 * @param packageName empty for the unnamed package
 * @param function qualified name of the function class
 */
record CodecName(String packageName, String simpleName, String function) {
  CodecName(PackageElement home, TypeElement function) {
    this(
        home.getQualifiedName().toString(),
        function.getSimpleName() + "Codec",
        function.getQualifiedName().toString());
  }

  String binaryName() {
    return packageName.isEmpty() ? simpleName : packageName + "." + simpleName;
  }
}
