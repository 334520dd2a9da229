package dev.hearth.examples.removebackground.importer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of a FlatBuffers file; fields are told by their place in the schema. Source: "FlatBuffers
 * internals".
 */
record FlatTable(ByteBuffer bytes, int at) {
  private static final int FIELDS_BEFORE = 4;

  /** The table that a file consists of. */
  static FlatTable root(byte[] file) {
    var bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    return new FlatTable(bytes, bytes.getInt(0));
  }

  /** An 8-bit number, or what it is when the file leaves it out. */
  int number8(int field, int absent) {
    int place = place(field);
    return place == 0 ? absent : bytes.get(place);
  }

  int number32(int field, int absent) {
    int place = place(field);
    return place == 0 ? absent : bytes.getInt(place);
  }

  FlatTable table(int field) {
    int place = place(field);
    if (place == 0) {
      throw new IllegalArgumentException("no table in field " + field);
    }
    return new FlatTable(bytes, place + bytes.getInt(place));
  }

  List<FlatTable> tables(int field) {
    var tables = new ArrayList<FlatTable>();
    for (int place : elements(field, Integer.BYTES)) {
      tables.add(new FlatTable(bytes, place + bytes.getInt(place)));
    }
    return tables;
  }

  List<Integer> numbers32(int field) {
    return elements(field, Integer.BYTES).stream().map(bytes::getInt).toList();
  }

  /** Empty when the file leaves it out. */
  ByteBuffer bytes(int field) {
    List<Integer> places = elements(field, 1);
    int from = places.isEmpty() ? 0 : places.getFirst();
    return bytes.slice(from, places.size()).order(ByteOrder.LITTLE_ENDIAN);
  }

  private List<Integer> elements(int field, int size) {
    int place = place(field);
    var places = new ArrayList<Integer>();
    if (place != 0) {
      int vector = place + bytes.getInt(place);
      for (int i = 0; i < bytes.getInt(vector); i++) {
        places.add(vector + Integer.BYTES + i * size);
      }
    }
    return places;
  }

  /** Where a field stands; 0 if the file leaves it out. */
  private int place(int field) {
    int fields = at - bytes.getInt(at);
    int entry = FIELDS_BEFORE + Short.BYTES * field;
    if (entry >= bytes.getChar(fields)) {
      return 0;
    }
    int distance = bytes.getChar(fields + entry);
    return distance == 0 ? 0 : at + distance;
  }
}
