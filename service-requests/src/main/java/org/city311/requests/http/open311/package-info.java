/// Open311 GeoReport v2 (https://wiki.open311.org/GeoReport_v2): what the city offers, reporting, and
/// following, for anybody's programs, in XML and JSON; and its extension `servicerequestupdates`.
@NullMarked
package org.city311.requests.http.open311;

import org.jspecify.annotations.NullMarked;
