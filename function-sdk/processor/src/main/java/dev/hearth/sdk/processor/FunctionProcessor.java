package dev.hearth.sdk.processor;

import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.function.Endpoint;
import dev.hearth.sdk.function.FunctionShape;
import dev.hearth.sdk.function.HearthFunction;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * Turns the one {@link HearthFunction} class of a project into {@link Descriptor#RESOURCE} and a
 * codec beside the class.
 */
public final class FunctionProcessor extends AbstractProcessor {
  private static final String JSPECIFY = "org.jspecify.annotations.";

  private static final String SHAPE = FunctionShape.class.getName();

  private final Set<String> waiting = new LinkedHashSet<>();
  private final Set<String> seen = new LinkedHashSet<>();
  private @Nullable Problems problemsOfAllRounds;

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of(
        "dev.hearth.sdk.function.*",
        "dev.hearth.sdk.schema.*",
        JSPECIFY + "*",
        "javax.annotation.processing.Generated");
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  // Claimed, or javac's lint would complain of annotations that nobody reads.
  @SuppressWarnings("DoNotClaimAnnotations")
  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    Problems problems = problems();
    Set<String> again = Set.copyOf(waiting);
    waiting.clear();
    again.forEach(name -> attempt(processingEnv.getElementUtils().getTypeElement(name), problems));
    for (Element element : round.getElementsAnnotatedWith(HearthFunction.class)) {
      TypeElement function = (TypeElement) element;
      problems.collect(() -> requireOnly(function));
      attempt(function, problems);
    }
    for (Element method : round.getElementsAnnotatedWith(Endpoint.class)) {
      problems.collect(() -> requireFunction(method));
    }
    return true;
  }

  private Problems problems() {
    Problems known = problemsOfAllRounds;
    if (known == null) {
      known = new Problems(processingEnv.getMessager());
      problemsOfAllRounds = known;
    }
    return known;
  }

  private void requireOnly(TypeElement function) {
    seen.add(function.getQualifiedName().toString());
    if (seen.size() > 1) {
      throw new Rejection(
          function,
          HearthFunction.class,
          "a project has one @HearthFunction, this one has " + String.join(" and ", seen));
    }
  }

  /** An endpoint outside of a function would silently be none. */
  private void requireFunction(Element method) {
    var types = processingEnv.getTypeUtils();
    TypeMirror home = types.erasure(Objects.requireNonNull(method.getEnclosingElement()).asType());
    boolean within =
        seen.stream()
            .map(processingEnv.getElementUtils()::getTypeElement)
            .anyMatch(function -> types.isSubtype(types.erasure(function.asType()), home));
    if (!within) {
      throw new Rejection(
          method, Endpoint.class, "an @Endpoint stands in the class of a @HearthFunction");
    }
  }

  private void attempt(TypeElement function, Problems problems) {
    try {
      problems.collect(() -> translate(function, problems));
    } catch (UnresolvedTypeException e) {
      waiting.add(function.getQualifiedName().toString());
    }
  }

  private void translate(TypeElement function, Problems problems) {
    ClassRules.check(function);
    ShapeFinder.Found found = new ShapeFinder(processingEnv.getTypeUtils()).find(function);
    Elements elements = processingEnv.getElementUtils();
    List<Entrance> entrances = new EntranceReader(function, found, processingEnv, problems).read();
    var codec = new CodecName(elements.getPackageOf(function), function);
    Descriptor descriptor =
        new DescriptorReader(
                function, found.shape(), entrances, checksHealth(function, elements), problems)
            .read(codec.binaryName());
    if (problems.none()) {
      boolean marked = elements.getTypeElement(JSPECIFY + "NullUnmarked") != null;
      String source = new CodecWriter(codec, found, entrances, marked).write();
      write(function, codec, source, descriptor);
    }
  }

  /** Whether the class, or one that it extends, overrides what the shape has by default. */
  private static boolean checksHealth(TypeElement function, Elements elements) {
    return ElementFilter.methodsIn(elements.getAllMembers(function)).stream()
        .filter(method -> method.getSimpleName().contentEquals("checkHealth"))
        .filter(method -> method.getParameters().isEmpty())
        .anyMatch(method -> !SHAPE.equals(String.valueOf(method.getEnclosingElement())));
  }

  private void write(TypeElement function, CodecName codec, String source, Descriptor descriptor) {
    var filer = processingEnv.getFiler();
    try (Writer out = filer.createSourceFile(codec.binaryName(), function).openWriter()) {
      out.write(source);
    } catch (IOException e) {
      throw new Rejection(function, "can't write " + codec.binaryName() + ": " + e.getMessage());
    }
    try (OutputStream out =
        filer
            .createResource(StandardLocation.CLASS_OUTPUT, "", Descriptor.RESOURCE, function)
            .openOutputStream()) {
      out.write(descriptor.toJson().print().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new Rejection(function, "can't write " + Descriptor.RESOURCE + ": " + e.getMessage());
    }
  }
}
