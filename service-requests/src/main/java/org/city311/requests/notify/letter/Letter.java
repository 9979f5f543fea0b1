package org.city311.requests.notify.letter;

/// What is written, in one language.
///
/// @param subject one line
/// @param text as plain text
/// @param html the same as a page; all that is no link to our own site is text in it
public record Letter(String subject, String text, String html) {}
