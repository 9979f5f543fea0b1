package org.city311.requests.http.open311;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/// Turns an answer in XML into what the JSON should be, by the Spark convention.
final class XmlAsJson {
  private static final List<String> NUMBERS = List.of("lat", "long");

  private XmlAsJson() {}

  /// The elements of a document that is a list of flat elements.
  static ArrayNode items(String xml) throws Exception {
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    for (Element item : children(root)) {
      ObjectNode fields = items.addObject();
      for (Element field : children(item)) {
        String text = field.getTextContent();
        if (text.isEmpty()) {
          fields.putNull(field.getTagName());
        } else if (NUMBERS.contains(field.getTagName())) {
          fields.put(field.getTagName(), Double.parseDouble(text));
        } else {
          fields.put(field.getTagName(), text);
        }
      }
    }
    return items;
  }

  private static List<Element> children(Element of) {
    List<Element> children = new ArrayList<>();
    NodeList nodes = of.getChildNodes();
    for (int i = 0; i < nodes.getLength(); i++) {
      Node node = nodes.item(i);
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }
}
