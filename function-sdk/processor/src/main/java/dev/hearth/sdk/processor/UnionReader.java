package dev.hearth.sdk.processor;

import dev.hearth.sdk.schema.Discriminator;
import dev.hearth.sdk.schema.SnakeCase;
import dev.hearth.sdk.schema.WireName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * Reads a sealed interface of records and at most one enum. On the wire the enum is a string;
 * records are told apart by a tag, unless the one record's being an object tells it from the enum.
 */
final class UnionReader {
  private final TypeReader types;
  private final TypeElement union;
  private final Visibility visibility;
  private final Element place;

  UnionReader(TypeReader types, TypeElement union, Visibility visibility, Element place) {
    this.types = types;
    this.union = union;
    this.visibility = visibility;
    this.place = place;
  }

  ValueType.Union read() {
    visibility.require(union, place);
    if (!union.getTypeParameters().isEmpty()) {
      throw new Rejection(
          place, "sealed interface " + union + " has type parameters, which isn't supported");
    }
    var records = new ArrayList<TypeElement>();
    ValueType.@Nullable Choice words = null;
    for (TypeMirror permitted : union.getPermittedSubclasses()) {
      var form = (TypeElement) ((DeclaredType) permitted).asElement();
      switch (form.getKind()) {
        case RECORD -> records.add(form);
        case ENUM -> words = onlyEnum(words, form);
        default -> throw new Rejection(form, union + " permits " + form + ", which is no record");
      }
    }
    if (records.isEmpty()) {
      throw new Rejection(place, union + " permits no record; use its enum itself");
    }
    return union(records, words);
  }

  private ValueType.Choice onlyEnum(ValueType.@Nullable Choice earlier, TypeElement form) {
    if (earlier != null) {
      throw new Rejection(
          form, "strings can't tell two enums apart: " + earlier.name() + " and " + form);
    }
    return types.readEnum(form, place);
  }

  private ValueType.Union union(List<TypeElement> records, ValueType.@Nullable Choice words) {
    Discriminator named = union.getAnnotation(Discriminator.class);
    boolean byKind = words != null && records.size() == 1;
    if (named != null && byKind) {
      throw new Rejection(
          union,
          Discriminator.class,
          "a record beside an enum needs no field to be told from it; drop @Discriminator");
    }
    String tag = byKind ? "" : named == null ? "type" : named.value();
    if (!byKind && !FieldReader.WIRE_NAME.matcher(tag).matches()) {
      throw new Rejection(
          union,
          Discriminator.class,
          "\"%s\" isn't 1 to 64 of A-Z a-z 0-9 _ . -, beginning with a letter".formatted(tag));
    }
    var variants = new ArrayList<ValueType.Variant>();
    var tags = new HashSet<String>();
    for (TypeElement record : records) {
      variants.add(variant(record, tag, tags));
    }
    return new ValueType.Union(
        union.getQualifiedName().toString(),
        TypeReader.description(union),
        tag,
        List.copyOf(variants),
        words);
  }

  private ValueType.Variant variant(TypeElement record, String tag, Set<String> tags) {
    ValueType.Fields fields = types.readRecord(record, place);
    if (fields.fields().stream().anyMatch(field -> field.wireName().equals(tag))) {
      throw new Rejection(
          record,
          "field \"%s\" tells the records of %s apart; name yours otherwise, or that by @Discriminator"
              .formatted(tag, union.getSimpleName()));
    }
    WireName given = record.getAnnotation(WireName.class);
    String word =
        given == null ? SnakeCase.ofField(record.getSimpleName().toString()) : given.value();
    if (word.isEmpty() || !tags.add(word)) {
      throw new Rejection(
          record, "\"%s\" is empty or stands twice in %s".formatted(word, union.getSimpleName()));
    }
    return new ValueType.Variant(word, fields);
  }
}
