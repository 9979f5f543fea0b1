package org.city311.requests.http.open311;

import java.io.StringWriter;
import java.math.BigDecimal;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Writes a document as XML 1.0, without namespaces, as GeoReport has it.
final class XmlText {
  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newFactory();

  private XmlText() {}

  static String of(Node.Document document) {
    StringWriter text = new StringWriter();
    text.write("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    try {
      XMLStreamWriter writer = FACTORY.createXMLStreamWriter(text);
      element(writer, document.root(), document.node());
      writer.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a text can always be written", e);
    }
    return text.append('\n').toString();
  }

  private static void element(XMLStreamWriter to, String name, Node node)
      throws XMLStreamException {
    to.writeStartElement(name);
    switch (node) {
      case Node.Words(String text) -> to.writeCharacters(storable(text));
      case Node.Whole(long number) -> to.writeCharacters(Long.toString(number));
      case Node.Decimal(double number) ->
          to.writeCharacters(BigDecimal.valueOf(number).toPlainString());
      case Node.Truth(boolean is) -> to.writeCharacters(Boolean.toString(is));
      case Node.Items items -> {
        for (Node item : items.all()) {
          element(to, items.each(), item);
        }
      }
      case Node.Group group -> {
        for (Node.Field field : group.fields()) {
          element(to, field.name(), field.value());
        }
      }
    }
    to.writeEndElement();
  }

  /// Characters that XML 1.0 (section 2.2) has not, such as a bell, become the sign for an unknown one.
  private static String storable(String text) {
    StringBuilder storable = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c ->
                storable.appendCodePoint(
                    c == '\t'
                            || c == '\n'
                            || c == '\r'
                            || (c >= 0x20 && c <= 0xd7ff)
                            || (c >= 0xe000 && c <= 0xfffd)
                            || c >= 0x10000
                        ? c
                        : 0xfffd));
    return storable.toString();
  }
}
