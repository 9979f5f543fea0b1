/// `city311.yaml`: parsed once into checked records. Every mistake is found at once, with its file,
/// line and key, what was found and what is allowed.
@NullMarked
package org.city311.server.config;

import org.jspecify.annotations.NullMarked;
