package org.city311.requests.desk;

/// Why a report can't be taken.
///
/// @param field what is wrong: a part of [Intake] by its name, `answers.ID` for the answer to a question,
///     `contact.email` for a part of the contact
/// @param text what is allowed, in English
public record Mistake(String field, String text) {}
