package dev.hearth.sdk.processor;

import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Whether the generated codec, which stands in the function's package, can name a type. */
final class Visibility {
  private final Elements elements;
  private final PackageElement home;

  Visibility(Elements elements, TypeElement function) {
    this.elements = elements;
    this.home = elements.getPackageOf(function);
  }

  void require(TypeElement type, Element place) {
    boolean samePackage = home.equals(elements.getPackageOf(type));
    for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) {
      boolean visible =
          samePackage
              ? !at.getModifiers().contains(Modifier.PRIVATE)
              : at.getModifiers().contains(Modifier.PUBLIC);
      if (!visible) {
        throw new Rejection(
            place,
            samePackage
                ? at + " is private, so that its codec can't use it"
                : at + " isn't public, so that a codec in package " + home + " can't use it");
      }
    }
  }
}
