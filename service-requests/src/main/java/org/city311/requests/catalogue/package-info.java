/// What a resident can ask the city for: the types of request, the departments that do the work, what is
/// promised, what is asked. Read once from a folder of YAML files, checked as a whole, and immutable.
@NullMarked
package org.city311.requests.catalogue;

import org.jspecify.annotations.NullMarked;
