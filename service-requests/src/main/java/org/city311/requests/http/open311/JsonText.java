package org.city311.requests.http.open311;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/// Writes a document as JSON.
final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  static String of(Node.Document document) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      write(generator, document.node());
    } catch (IOException e) {
      throw new UncheckedIOException("a text can always be written", e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator to, Node node) throws IOException {
    switch (node) {
      case Node.Words(String text) when text.isEmpty() -> to.writeNull();
      case Node.Words(String text) -> to.writeString(text);
      case Node.Whole(long number) -> to.writeNumber(number);
      case Node.Decimal(double number) -> to.writeNumber(number);
      case Node.Truth(boolean is) -> to.writeBoolean(is);
      case Node.Items items -> {
        to.writeStartArray();
        for (Node item : items.all()) {
          write(to, item);
        }
        to.writeEndArray();
      }
      case Node.Group group -> {
        to.writeStartObject();
        for (Node.Field field : group.fields()) {
          to.writeFieldName(field.name());
          write(to, field.value());
        }
        to.writeEndObject();
      }
    }
  }
}
