/// The staff's interface, `/api/requests…`, as `openapi/requests.yaml` describes it: who may call it, what
/// they ask and what they are answered.
@NullMarked
package org.city311.requests.http.staff;

import org.jspecify.annotations.NullMarked;
