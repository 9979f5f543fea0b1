/// The JSON interface of the city's public site, `/api/public/…`, and the open data, `/open-data/…`. No
/// login; whatever may not be public stays inside.
@NullMarked
package org.city311.requests.http.residents;

import org.jspecify.annotations.NullMarked;
