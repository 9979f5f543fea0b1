package org.city311.requests.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads CSV (RFC 4180) row by row in little memory, however long a row is. Lines may end in any way, and
/// a quote within a field that does not begin with one is a character like others. For one thread.
final class CsvReader implements AutoCloseable {
  /// The longest row that is read, characters.
  static final int MAX_ROW = 65_536;

  /// The most fields of a row.
  static final int MAX_FIELDS = 300;

  private static final int END = -1;
  private static final int NOTHING = -2;

  private final StrictText text;
  private final Charset encoding;
  private final char separator;
  private int ahead = NOTHING;
  private int line = 1;
  private boolean afterReturn;

  CsvReader(InputStream from, Charset encoding, char separator) {
    this.text = new StrictText(from, encoding);
    this.encoding = encoding;
    this.separator = separator;
  }

  /// @param line where it begins, from 1
  /// @param isTooLong whether it has more characters or fields than are read; the fields then lack some
  record Row(int line, List<String> fields, boolean isTooLong) {}

  /// The next row that is not empty; none at the end.
  Optional<Row> next() throws CsvFault, IOException {
    while (true) {
      if (peek() == END) {
        return Optional.empty();
      }
      Row row = new RowBeingRead().row();
      if (row.fields().size() > 1 || !row.fields().getFirst().isEmpty()) {
        return Optional.of(row);
      }
    }
  }

  private final class RowBeingRead {
    private final int begin = line;
    private final List<String> fields = new ArrayList<>();
    private final StringBuilder field = new StringBuilder();
    private int length;
    private boolean isTooLong;

    Row row() throws CsvFault, IOException {
      while (true) {
        if (peek() == '"') {
          quoted();
        } else {
          plain();
        }
        if (fields.size() < MAX_FIELDS) {
          fields.add(field.toString());
        } else {
          isTooLong = true;
        }
        field.setLength(0);
        int end = take();
        if (end != separator) {
          return new Row(begin, fields, isTooLong);
        }
      }
    }

    private void plain() throws CsvFault, IOException {
      while (!endsField(peek())) {
        keep(take());
      }
    }

    private void quoted() throws CsvFault, IOException {
      int opened = line;
      take();
      while (true) {
        int next = take();
        if (next == END) {
          throw new CsvFault(
              opened,
              "a quote that opens here is never closed: nothing after it can be told apart");
        }
        if (next == '"') {
          if (peek() != '"') {
            break;
          }
          take();
        }
        keep(next);
      }
      if (!endsField(peek())) {
        throw new CsvFault(
            line, "text after a closing quote: a quote within a field is written twice (\"\")");
      }
    }

    private void keep(int next) {
      if (++length > MAX_ROW) {
        isTooLong = true;
      } else {
        field.append((char) next);
      }
    }
  }

  private boolean endsField(int next) {
    return next == separator || next == '\n' || next == END;
  }

  private int peek() throws CsvFault, IOException {
    if (ahead == NOTHING) {
      ahead = read();
    }
    return ahead;
  }

  private int take() throws CsvFault, IOException {
    int next = peek();
    ahead = NOTHING;
    if (next == '\n') {
      line++;
    }
    return next;
  }

  /// Every end of a line as `\n`.
  private int read() throws CsvFault, IOException {
    int next = decoded();
    if (next == '\r') {
      afterReturn = true;
      return '\n';
    }
    if (next == '\n' && afterReturn) {
      next = decoded();
      afterReturn = next == '\r';
      return next == '\r' ? '\n' : next;
    }
    afterReturn = false;
    return next;
  }

  private int decoded() throws CsvFault, IOException {
    try {
      return text.read();
    } catch (CharacterCodingException e) {
      throw new CsvFault(
          line,
          "this is not %s: say in the mapping which encoding it has (file.encoding), or save it as UTF-8"
              .formatted(encoding.name()));
    }
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
