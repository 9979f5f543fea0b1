package org.city311.requests.access;

import java.util.Optional;

/// Somebody who is signed in, instead of a program that has a key.
///
/// @param role the most that they may do
/// @param department of the role [Role#DEPARTMENT] only
/// @param takesCalls whether they see of all requests what an agent sees, whatever their role is besides
/// @param name as whom the history has them: 1 to 60 letters, digits and `. _ @ -`
public record Person(Role role, Optional<String> department, boolean takesCalls, String name) {}
