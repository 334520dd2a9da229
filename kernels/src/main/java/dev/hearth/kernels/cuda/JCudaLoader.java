package dev.hearth.kernels.cuda;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import org.jspecify.annotations.Nullable;

/**
 * Opens NVIDIA's driver by way of JCuda.
 *
 * <p>JCuda loads its native library in a static initialiser: first with {@link System#loadLibrary},
 * then from a file in the temporary folder that anyone could have planted. A class loader of our
 * own for JCuda's classes settles the first way: {@link #findLibrary} answers with {@link
 * JCudaLibrary}'s file. It also keeps a function's own JCuda, if it has one, apart from this one,
 * and an initialiser that failed can be tried again with a new loader.
 */
public final class JCudaLoader extends ClassLoader {
  private static final String DRIVER = "libcuda.so.1";
  private static final String BINDING = "dev.hearth.kernels.cuda.jcuda.JCudaBinding";

  private final ClassLoader jars;
  private final JCudaLibrary library;

  private JCudaLoader(ClassLoader jars, JCudaLibrary library) {
    super("jcuda", jars);
    this.jars = jars;
    this.library = library;
  }

  /**
   * The driver, initialised.
   *
   * @throws CudaException if there is none, JCuda can't be loaded, or the driver doesn't start; its
   *     message is the reason for the user
   */
  public static CudaDriver open() {
    requireDriver();
    ClassLoader jars = JCudaLoader.class.getClassLoader();
    try (JCudaLibrary library = JCudaLibrary.extract(jars)) {
      CudaDriver driver = new JCudaLoader(jars, library).binding();
      driver.initialise();
      return driver;
    } catch (LinkageError e) {
      throw new CudaException("JCuda can't be loaded: " + firstLine(e), e);
    }
  }

  /** JCuda's own attempt would end in an error that can't be undone. */
  @SuppressWarnings("restricted") // whoever installs a driver vouches for it
  private static void requireDriver() {
    try (Arena arena = Arena.ofConfined()) {
      SymbolLookup driver = SymbolLookup.libraryLookup(DRIVER, arena);
      if (driver.find("cuInit").isEmpty()) {
        throw new CudaException(DRIVER + " has no cuInit: it is no NVIDIA driver");
      }
    } catch (IllegalArgumentException e) {
      throw new CudaException("no NVIDIA driver: " + DRIVER + " was not found", e);
    } catch (IllegalCallerException e) {
      throw new CudaException("native access is off: " + e.getMessage(), e);
    }
  }

  private CudaDriver binding() {
    try {
      return (CudaDriver) loadClass(BINDING).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new CudaException("JCuda can't be loaded: " + e, e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith("jcuda.") && !name.startsWith("dev.hearth.kernels.cuda.jcuda.")) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream in = jars.getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  @Override
  protected @Nullable String findLibrary(String name) {
    return name.equals(JCudaLibrary.NAME) ? library.file().toString() : null;
  }

  private static String firstLine(LinkageError error) {
    String message = String.valueOf(error.getMessage());
    return message.lines().findFirst().orElse(message);
  }
}
