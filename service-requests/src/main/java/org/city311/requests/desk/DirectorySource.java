package org.city311.requests.desk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.city311.requests.catalogue.Catalogue;
import org.city311.requests.catalogue.CatalogueException;
import org.city311.requests.catalogue.CatalogueReader;
import org.city311.requests.geo.Areas;
import org.city311.requests.geo.AreasReader;

/// Where a directory is read from.
///
/// @param catalogue the folder of the city's own catalogue; empty: the one that comes with City311
/// @param areas a GeoJSON file of the city's neighbourhoods; empty: none are known
/// @param areaName the property that holds a neighbourhood's name
/// @param zone where calendars are meant that don't name one
public record DirectorySource(
    Optional<Path> catalogue, Optional<Path> areas, String areaName, ZoneId zone) {

  /// Reads the files as they are now. Writes no log: it is also for a look before there is one.
  ///
  /// @throws DirectoryException with all mistakes, if there are any
  public Directory read() throws DirectoryException {
    try {
      Catalogue read =
          catalogue.isPresent()
              ? CatalogueReader.read(catalogue.get())
              : CatalogueReader.standard();
      return new Directory(
          read, zone, areas.map(file -> AreasReader.read(file, areaName)).orElse(Areas.NONE));
    } catch (CatalogueException e) {
      throw new DirectoryException(e.mistakes());
    } catch (IOException e) {
      throw new DirectoryException(List.of("the catalogue's files can't be read: " + e));
    } catch (IllegalArgumentException e) {
      throw new DirectoryException(List.of(String.valueOf(e.getMessage())));
    }
  }
}
