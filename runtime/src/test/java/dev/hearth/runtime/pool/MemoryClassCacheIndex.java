package dev.hearth.runtime.pool;

import dev.hearth.coldstart.aot.AotKey;
import dev.hearth.runtime.aot.ClassCacheIndex;
import dev.hearth.sdk.blob.BlobDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An index for one node, whose content a test sees and sets. */
final class MemoryClassCacheIndex implements ClassCacheIndex {
  private final Map<AotKey, BlobDigest> made = new HashMap<>();
  private final List<String> history = new ArrayList<>();

  synchronized Map<AotKey, BlobDigest> made() {
    return Map.copyOf(made);
  }

  synchronized List<String> history() {
    return List.copyOf(history);
  }

  synchronized void replace(AotKey key, BlobDigest blob) {
    made.put(key, blob);
  }

  @Override
  public synchronized Optional<BlobDigest> find(AotKey key) {
    return Optional.ofNullable(made.get(key));
  }

  @Override
  public synchronized boolean claim(AotKey key, String function, Duration term) {
    history.add("claim " + function);
    return !made.containsKey(key);
  }

  @Override
  public synchronized void made(AotKey key, BlobDigest blob) {
    history.add("made");
    made.put(key, blob);
  }

  @Override
  public synchronized void failed(AotKey key) {
    history.add("failed");
  }

  @Override
  public synchronized void unfit(AotKey key, BlobDigest blob) {
    history.add("unfit");
    boolean _ = made.remove(key, blob);
  }

  @Override
  public synchronized void abandon(AotKey key) {
    history.add("abandon");
  }
}
