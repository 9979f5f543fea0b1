package org.city311.requests.http.open311;

import java.util.Arrays;
import java.util.Optional;

/// In what an answer is written; chosen by the ending of the path.
enum Format {
  XML("xml", "text/xml"),
  JSON("json", "application/json");

  private final String ending;
  private final String mediaType;

  Format(String ending, String mediaType) {
    this.ending = ending;
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }

  static Optional<Format> of(String ending) {
    return Arrays.stream(values()).filter(format -> format.ending.equals(ending)).findFirst();
  }

  /// The document as text, UTF-8.
  String write(Node.Document document) {
    return switch (this) {
      case XML -> XmlText.of(document);
      case JSON -> JsonText.of(document);
    };
  }
}
