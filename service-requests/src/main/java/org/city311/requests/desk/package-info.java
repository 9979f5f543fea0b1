/// The desk over which every request goes, however it comes: phone, agents, web, Open311, crews. It
/// checks what is reported, stores it, changes it by the rules, and knows what the city offers now.
@NullMarked
package org.city311.requests.desk;

import org.jspecify.annotations.NullMarked;
