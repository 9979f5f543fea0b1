package org.city311.requests.desk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The directory in force, read from files and read again when they change. A mistake in them leaves the
/// old one in force, and is told. Safe for any thread.
public final class DirectoryFile implements Supplier<Directory> {
  private static final Logger log = LoggerFactory.getLogger(DirectoryFile.class);

  private final DirectorySource source;
  private volatile Directory inForce;
  private volatile List<String> mistakes = List.of();
  private String seen;

  /// @throws DirectoryException with all mistakes, if there are any
  public DirectoryFile(DirectorySource source) throws DirectoryException {
    this.source = source;
    this.seen = look();
    this.inForce = source.read();
  }

  @Override
  public Directory get() {
    return inForce;
  }

  /// Why the files as they are now are not in force; empty when they are.
  public List<String> mistakes() {
    return mistakes;
  }

  /// Reads the files if they have changed since the last time.
  ///
  /// @return whether another directory is in force now
  public synchronized boolean reload() {
    String now = look();
    if (now.equals(seen)) {
      return false;
    }
    seen = now;
    try {
      inForce = source.read();
      mistakes = List.of();
      log.info(
          "the catalogue was read anew: types={} departments={} areas={}",
          inForce.catalogue().types().size(),
          inForce.catalogue().departments().size(),
          inForce.areas().areas().size());
      return true;
    } catch (DirectoryException e) {
      mistakes = e.mistakes();
      log.error(
          "the catalogue has mistakes, and the one before stays in force:\n{}",
          String.join("\n", mistakes));
      return false;
    }
  }

  /// The files' names, sizes and times: another text when one has changed.
  private String look() {
    return Stream.concat(
            source.catalogue().stream().flatMap(DirectoryFile::files), source.areas().stream())
        .map(DirectoryFile::stamp)
        .collect(Collectors.joining("\n"));
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    } catch (IOException e) {
      return Stream.of(folder);
    }
  }

  private static String stamp(Path file) {
    try {
      return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return file + " can't be read";
    }
  }
}
