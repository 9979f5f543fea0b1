package org.city311.requests.http.open311;

import org.city311.requests.http.edge.RefusedException;
import org.city311.requests.store.PublicSearch;

/// Which part of a list is asked for, by `page` and `page_size`: the extension that most servers have. Without
/// either, the first 1,000, as GeoReport has it.
///
/// @param offset how many to leave out
/// @param size at most so many
record Page(int offset, int size) {
  private static final int USUAL = 50;
  private static final int FARTHEST = 100_000;

  static Page of(Arguments arguments) throws RefusedException {
    String page = arguments.one("page");
    String size = arguments.one("page_size");
    if (page.isEmpty() && size.isEmpty()) {
      return new Page(0, PublicSearch.MAX_ROWS);
    }
    int number = number("page", page, 1, FARTHEST);
    int rows = number("page_size", size, USUAL, PublicSearch.MAX_ROWS);
    long offset = (number - 1L) * rows;
    if (offset > FARTHEST) {
      throw new RefusedException(
          400, "only the first 100,000 can be paged through: ask for a shorter time");
    }
    return new Page((int) offset, rows);
  }

  private static int number(String name, String text, int usual, int most) throws RefusedException {
    if (text.isEmpty()) {
      return usual;
    }
    int number = text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
    if (number < 1 || number > most) {
      throw new RefusedException(400, name + " is a whole number from 1 to " + most);
    }
    return number;
  }
}
