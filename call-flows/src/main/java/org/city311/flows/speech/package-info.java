/// Numbers, dates, times and durations as they are said in each language: which prompts follow each other,
/// and the words of each.
@NullMarked
package org.city311.flows.speech;

import org.jspecify.annotations.NullMarked;
