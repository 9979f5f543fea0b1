/// What residents leave for people to work off: recorded messages, and wishes to be called back. Each
/// is a folder of its own on the disk, so that none is lost while the database is away.
@NullMarked
package org.city311.flows.message;

import org.jspecify.annotations.NullMarked;
