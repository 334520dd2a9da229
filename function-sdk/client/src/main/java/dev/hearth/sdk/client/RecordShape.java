package dev.hearth.sdk.client;

import dev.hearth.sdk.json.JsonException;
import dev.hearth.sdk.schema.SnakeCase;
import dev.hearth.sdk.schema.WireName;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A record's components under their names on the wire, by the rules of generated codecs. */
final class RecordShape {
  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return new RecordShape(type);
        }
      };

  private final List<Component> components;
  private final Constructor<?> constructor;

  private RecordShape(Class<?> type) {
    RecordComponent[] all = type.getRecordComponents();
    this.components = Arrays.stream(all).map(Component::of).toList();
    try {
      this.constructor =
          open(
              type.getDeclaredConstructor(
                  Arrays.stream(all).map(RecordComponent::getType).toArray(Class<?>[]::new)));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("every record has a canonical constructor: " + type, e);
    }
  }

  static RecordShape of(Class<?> type) {
    return SHAPES.get(type);
  }

  /** One component. */
  record Component(String wireName, Type type, boolean nullable, RecordComponent java) {
    private static Component of(RecordComponent java) {
      WireName given = java.getAnnotation(WireName.class);
      String name = given == null ? SnakeCase.ofField(java.getName()) : given.value();
      boolean nullable = saysNullable(java) || saysNullable(java.getAnnotatedType());
      var _ = open(java.getAccessor());
      return new Component(name, java.getGenericType(), nullable, java);
    }

    /** Whoever's annotation it is. */
    private static boolean saysNullable(AnnotatedElement element) {
      return Stream.of(element.getAnnotations())
          .anyMatch(each -> each.annotationType().getSimpleName().equals("Nullable"));
    }

    @Nullable Object valueIn(Object of) {
      try {
        return java.getAccessor().invoke(of);
      } catch (IllegalAccessException e) {
        throw closed(java.getAccessor(), e);
      } catch (InvocationTargetException e) {
        throw new IllegalArgumentException(java + " can't be read", e.getCause());
      }
    }
  }

  List<Component> components() {
    return components;
  }

  Object make(List<@Nullable Object> values) {
    try {
      return constructor.newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      String reason = e.getCause() == null ? "" : String.valueOf(e.getCause().getMessage());
      throw new JsonException(constructor.getDeclaringClass().getSimpleName() + ": " + reason, e);
    } catch (InstantiationException | IllegalAccessException e) {
      throw closed(constructor, e);
    }
  }

  private static <A extends AccessibleObject> A open(A member) {
    if (!member.trySetAccessible()) {
      throw closed(member, null);
    }
    return member;
  }

  private static IllegalArgumentException closed(
      AccessibleObject member, @Nullable Exception cause) {
    return new IllegalArgumentException(
        member + " can't be used: its module must open the package to dev.hearth.sdk.client",
        cause);
  }
}
