package org.city311.requests.desk;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;

/// Where a directory is read from.
///
/// @param catalogue the folder of the city's own catalogue; empty: the one that comes with City311
/// @param areas a GeoJSON file of the city's neighbourhoods; empty: none are known
/// @param areaName the property that holds a neighbourhood's name
/// @param zone where calendars are meant that don't name one
public record DirectorySource(
    Optional<Path> catalogue, Optional<Path> areas, String areaName, ZoneId zone) {}
