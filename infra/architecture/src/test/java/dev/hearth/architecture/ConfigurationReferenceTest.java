package dev.hearth.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.hearth.runtime.device.DeviceChoice;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import io.smallrye.config.common.utils.StringUtil;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/reference/configuration.md} against the mapped interfaces of both services. */
final class ConfigurationReferenceTest {
  private static final Path PAGE = SourceTree.root().resolve("docs/reference/configuration.md");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(hearth\\.[a-z0-9.-]+)` \\|([^|]*)\\| .+ \\|$");

  /** How a setting is written, and what it then is. */
  private record Sample(String text, Object value) {}

  /** Of each type, a setting that is no key's default. */
  private static final Map<String, Sample> SAMPLES =
      Map.of(
          "int", new Sample("77", 77),
          "long", new Sample("777", 777L),
          "Duration", new Sample("77m", Duration.ofMinutes(77)),
          "MemorySize", new Sample("77K", 77L * 1024),
          "Path", new Sample("/seventy/seven", Path.of("/seventy/seven")),
          "URI", new Sample("http://seven:77", URI.create("http://seven:77")),
          "DeviceChoice", new Sample("cuda", DeviceChoice.CUDA),
          "String", new Sample("seventy-seven", "seventy-seven"),
          "List<String>", new Sample("http://a:7,http://b:8", List.of("http://a:7", "http://b:8")));

  /**
   * One key of a mapped interface.
   *
   * @param group of the interface that has the method: {@code hearth.blobs.s3}
   * @param of gives that interface's instance
   */
  private record Key(String group, Function<SmallRyeConfig, Object> of, Method method) {
    String name() {
      return group + "." + StringUtil.skewer(method.getName());
    }

    /** As the page writes it. */
    String documentedDefault() {
      WithDefault given = method.getAnnotation(WithDefault.class);
      if (given != null) {
        return "`" + given.value() + "`";
      }
      return isRequired() ? "*required*" : "";
    }

    boolean isRequired() {
      return !method.isAnnotationPresent(WithDefault.class) && !isOptional();
    }

    private boolean isOptional() {
      return method.getReturnType() == Optional.class
          || method.getReturnType() == OptionalInt.class;
    }

    Sample sample() {
      if (method.getReturnType() == boolean.class) {
        boolean other = !documentedDefault().equals("`true`");
        return new Sample(String.valueOf(other), other);
      }
      String type =
          method
              .getGenericReturnType()
              .getTypeName()
              .replaceAll("[a-z]+\\.", "")
              .replaceFirst("^Optional<(.*)>$", "$1")
              .replace("OptionalInt", "int");
      return Objects.requireNonNull(SAMPLES.get(type), () -> "a sample for " + method);
    }

    Object value(SmallRyeConfig config) {
      Object value = call(method, of.apply(config));
      return switch (value) {
        case Optional<?> optional -> optional.isPresent() ? plain(optional.get()) : "unset";
        case OptionalInt optional -> optional.isPresent() ? optional.getAsInt() : "unset";
        default -> plain(value);
      };
    }

    private static Object plain(Object value) {
      return value instanceof MemorySize size ? size.asLongValue() : value;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"runtime", "marketplace"})
  void eachKeyIsDocumentedWithItsDefault(String service) throws IOException {
    Map<String, String> declared = new TreeMap<>();
    for (Key key : keys(service)) {
      declared.put(key.name(), key.documentedDefault());
    }
    assertEquals(lines(declared), lines(documented(service)));
  }

  @ParameterizedTest
  @MethodSource("mappings")
  void startsWithItsDefaults(Class<?> mapping) {
    SmallRyeConfig config = config(mapping, Key::isRequired);
    for (Key key : keys(mapping)) {
      assertEquals(key.isOptional(), "unset".equals(key.value(config)), key.name());
    }
  }

  @ParameterizedTest
  @MethodSource("mappings")
  void readsEachKey(Class<?> mapping) {
    SmallRyeConfig defaults = config(mapping, Key::isRequired);
    SmallRyeConfig others = config(mapping, key -> true);
    for (Key key : keys(mapping)) {
      Object value = key.value(others);
      assertEquals(key.sample().value(), value, key.name());
      if (!key.isRequired()) {
        assertNotEquals(key.value(defaults), value, key.name());
      }
    }
  }

  /** With those keys set that are wanted, each to its sample. */
  private static SmallRyeConfig config(Class<?> mapping, Predicate<Key> wanted) {
    Map<String, String> values =
        keys(mapping).stream()
            .filter(wanted)
            .collect(Collectors.toMap(Key::name, key -> key.sample().text()));
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .addDefaultInterceptors()
        .withDefaultValue("java.home", "/a/jdk")
        .withDefaultValues(values)
        .withMapping(mapping)
        .build();
  }

  static Stream<Named<Class<?>>> mappings() {
    return Stream.of("runtime", "marketplace")
        .flatMap(service -> mappings(service).stream())
        .map(mapping -> Named.of(mapping.getName(), mapping));
  }

  private static List<Class<?>> mappings(String service) {
    List<Class<?>> found =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.hearth." + service)
                .stream()
                .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                .<Class<?>>map(JavaClass::reflect)
                .toList();
    assertTrue(found.size() > 5, () -> "mappings of " + service + ": " + found);
    return found;
  }

  private static List<Key> keys(String service) {
    return mappings(service).stream().flatMap(mapping -> keys(mapping).stream()).toList();
  }

  private static List<Key> keys(Class<?> mapping) {
    String prefix = mapping.getAnnotation(ConfigMapping.class).prefix();
    return keys(prefix, config -> config.getConfigMapping(mapping), mapping).toList();
  }

  private static Stream<Key> keys(
      String group, Function<SmallRyeConfig, Object> of, Class<?> type) {
    return Arrays.stream(type.getMethods())
        .flatMap(
            method -> {
              var key = new Key(group, of, method);
              Class<?> returned = method.getReturnType();
              return returned.getEnclosingClass() == method.getDeclaringClass()
                  ? keys(key.name(), config -> call(method, of.apply(config)), returned)
                  : Stream.of(key);
            });
  }

  private static Object call(Method method, Object on) {
    try {
      method.setAccessible(true);
      return method.invoke(on);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("can't call " + method, e);
    }
  }

  /** Default by key, of one service's part of the page. */
  private static Map<String, String> documented(String service) throws IOException {
    String part =
        Pattern.compile("(?m)^## ")
            .splitAsStream(Files.readString(PAGE))
            .filter(text -> text.startsWith(service))
            .collect(Collectors.joining());
    return ROW.matcher(part)
        .results()
        .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2).strip()));
  }

  private static String lines(Map<String, String> keys) {
    return new TreeMap<>(keys)
        .entrySet().stream()
            .map(key -> key.getKey() + " " + key.getValue())
            .collect(Collectors.joining("\n"));
  }
}
