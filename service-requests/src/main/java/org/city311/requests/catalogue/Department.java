package org.city311.requests.catalogue;

/// Who in the city does the work of a type of request.
///
/// @param id short and lasting, such as `solid-waste`
/// @param name as residents read and hear it
/// @param calendar the id of the work calendar by which its working hours and days count
public record Department(String id, Text name, String calendar) {}
