package org.city311.requests.exchange;

/// Why a row was not taken.
///
/// @param line where the row begins, from 1
/// @param column its header; empty for the whole row
/// @param text what was found and what is allowed
public record RowMistake(int line, String column, String text) {}
