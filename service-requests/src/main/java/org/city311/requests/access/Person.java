package org.city311.requests.access;

import java.util.Optional;

/// Somebody who is signed in, instead of a program that has a key.
///
/// @param role the most that they may do
/// @param department of the role [Role#DEPARTMENT] only
/// @param name as whom the history has them: 1 to 60 letters, digits and `. _ @ -`
public record Person(Role role, Optional<String> department, String name) {}
