package org.city311.ivr.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Any record as JSON and back, for what nodes say to each other: no message needs code of its own.
///
/// Components may be records, sealed interfaces of records (told apart by `is`), lists, sets, maps
/// with ids as keys, enums, texts, numbers, flags, instants and durations. A record of one text, such
/// as an id, is that text. What an older node does not send is null, 0 or false. Thread-safe.
final class RecordJson {
  private static final String KIND = "is";

  private final ObjectMapper json = new ObjectMapper();
  private final Map<Class<?>, Shape> shapes = new ConcurrentHashMap<>();

  /// A record's components, and how to make one.
  private record Shape(List<RecordComponent> components, Constructor<?> maker) {
    boolean isId() {
      return components.size() == 1 && components.getFirst().getType() == String.class;
    }
  }

  String write(Record value) {
    return tree(value, value.getClass()).toString();
  }

  /// @throws IllegalArgumentException if it is none
  <T extends Record> T read(String text, Class<T> type) {
    try {
      return type.cast(present(value(json.readTree(text), type)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a " + type.getSimpleName() + ": " + text, e);
    }
  }

  private JsonNode tree(@Nullable Object value, Type declared) {
    if (value == null) {
      return NullNode.getInstance();
    }
    return switch (value) {
      case String text -> new TextNode(text);
      case Enum<?> constant -> new TextNode(constant.name());
      case Instant instant -> new TextNode(instant.toString());
      case Duration duration -> new TextNode(duration.toString());
      case Boolean flag -> json.getNodeFactory().booleanNode(flag);
      case Integer number -> json.getNodeFactory().numberNode(number);
      case Long number -> json.getNodeFactory().numberNode(number);
      case Double number -> json.getNodeFactory().numberNode(number);
      case Collection<?> many -> array(many, parameter(declared, 0));
      case Map<?, ?> map -> object(map, declared);
      case Record one -> object(one, declared);
      default -> throw new IllegalArgumentException("not for messages: " + value.getClass());
    };
  }

  private JsonNode array(Collection<?> many, Type each) {
    ArrayNode array = json.createArrayNode();
    many.forEach(one -> array.add(tree(one, each)));
    return array;
  }

  private JsonNode object(Map<?, ?> map, Type declared) {
    ObjectNode node = json.createObjectNode();
    map.forEach(
        (key, one) ->
            node.set(
                tree(key, parameter(declared, 0)).asText(), tree(one, parameter(declared, 1))));
    return node;
  }

  private JsonNode object(Record one, Type declared) {
    Shape shape = shape(one.getClass());
    boolean kind = declared instanceof Class<?> type && type.isInterface();
    if (shape.isId() && !kind) {
      return tree(component(shape.components().getFirst(), one), String.class);
    }
    ObjectNode node = json.createObjectNode();
    if (kind) {
      node.put(KIND, one.getClass().getSimpleName());
    }
    for (RecordComponent component : shape.components()) {
      node.set(component.getName(), tree(component(component, one), component.getGenericType()));
    }
    return node;
  }

  private @Nullable Object value(@Nullable JsonNode node, Type declared) {
    Class<?> type = raw(declared);
    if (node == null || node.isNull()) {
      return nothing(type);
    }
    if (type == String.class) {
      return node.asText();
    } else if (type == int.class || type == Integer.class) {
      return node.asInt();
    } else if (type == long.class || type == Long.class) {
      return node.asLong();
    } else if (type == double.class || type == Double.class) {
      return node.asDouble();
    } else if (type == boolean.class || type == Boolean.class) {
      return node.asBoolean();
    } else if (type == Instant.class) {
      return Instant.parse(node.asText());
    } else if (type == Duration.class) {
      return Duration.parse(node.asText());
    } else if (type.isEnum()) {
      return constant(type, node.asText());
    } else if (type == Map.class) {
      return map(node, declared);
    } else if (Collection.class.isAssignableFrom(type)) {
      return many(node, declared, type);
    } else if (type.isSealed()) {
      return one(node, kind(type, node.path(KIND).asText()));
    }
    return one(node, type);
  }

  private static @Nullable Object nothing(Class<?> type) {
    if (type == int.class) {
      return 0;
    } else if (type == long.class) {
      return 0L;
    } else if (type == double.class) {
      return 0.0;
    } else if (type == boolean.class) {
      return false;
    } else if (type == List.class) {
      return List.of();
    } else if (type == Set.class) {
      return Set.of();
    }
    return type == Map.class ? Map.of() : null;
  }

  private static Object constant(Class<?> type, String name) {
    return Stream.of(type.getEnumConstants())
        .filter(found -> ((Enum<?>) found).name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no " + type.getSimpleName() + ": " + name));
  }

  private Map<Object, Object> map(JsonNode node, Type declared) {
    Map<Object, Object> map = new LinkedHashMap<>();
    node.properties()
        .forEach(
            entry ->
                map.put(
                    present(value(new TextNode(entry.getKey()), parameter(declared, 0))),
                    present(value(entry.getValue(), parameter(declared, 1)))));
    return map;
  }

  private Collection<Object> many(JsonNode node, Type declared, Class<?> type) {
    Collection<Object> many = type == Set.class ? new HashSet<>() : new ArrayList<>();
    node.forEach(one -> many.add(present(value(one, parameter(declared, 0)))));
    return many;
  }

  private Object one(JsonNode node, Class<?> type) {
    Shape shape = shape(type);
    if (shape.isId() && node.isTextual()) {
      return make(shape, new @Nullable Object[] {node.asText()});
    }
    @Nullable Object[] arguments =
        shape.components().stream()
            .map(component -> value(node.get(component.getName()), component.getGenericType()))
            .toArray();
    return make(shape, arguments);
  }

  private static Class<?> kind(Class<?> sealedType, String name) {
    return Arrays.stream(sealedType.getPermittedSubclasses())
        .filter(found -> found.getSimpleName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a newer node says what this one does not know; bring all nodes to one version: "
                        + sealedType.getSimpleName()
                        + " "
                        + name));
  }

  private static Object present(@Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException("a list or map in a message holds nothing");
    }
    return value;
  }

  private static Class<?> raw(Type type) {
    return type instanceof ParameterizedType generic
        ? (Class<?>) generic.getRawType()
        : (Class<?>) type;
  }

  private static Type parameter(Type type, int index) {
    return ((ParameterizedType) type).getActualTypeArguments()[index];
  }

  private Shape shape(Class<?> type) {
    return shapes.computeIfAbsent(type, RecordJson::read);
  }

  private static Shape read(Class<?> type) {
    if (!type.isRecord()) {
      throw new IllegalArgumentException("not for messages: " + type);
    }
    List<RecordComponent> components = List.of(type.getRecordComponents());
    try {
      Constructor<?> maker =
          type.getDeclaredConstructor(
              components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new));
      maker.setAccessible(true);
      components.forEach(component -> component.getAccessor().setAccessible(true));
      return new Shape(components, maker);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Object component(RecordComponent component, Record of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object make(Shape shape, @Nullable Object[] arguments) {
    try {
      return shape.maker().newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException("not a " + shape.maker().getName(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
