package org.city311.ivr.cluster;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedConstructor;
import com.fasterxml.jackson.databind.introspect.AnnotatedField;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The centre's records as JSON, for the maps, the journal and the other nodes: readable by a person
/// in trouble, and by a newer version, which leaves out what it does not know. Thread-safe.
///
/// The records themselves know nothing of it: a record of one component named `value` is written as
/// that value, and one of a sealed family carries its name as `is`.
final class CentreCodec {
  private final ObjectMapper json =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .annotationIntrospector(new Shapes())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .visibility(PropertyAccessor.GETTER, Visibility.NONE)
          .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .build();

  /// One line.
  String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("can't be written as JSON: " + where(value.getClass(), e));
    }
  }

  /// @throws IllegalArgumentException if the text is not of this type
  <T> T read(String text, Class<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a saved " + where(type, e));
    } catch (NullPointerException e) {
      throw new IllegalArgumentException("not a saved " + type.getSimpleName(), e);
    }
  }

  /// Where it went wrong, but not what stands there, as Jackson's own message tells: it is logged, and may be
  /// a caller's number.
  private static String where(Class<?> type, JsonProcessingException e) {
    List<JsonMappingException.Reference> path =
        e instanceof JsonMappingException mapping ? mapping.getPath() : List.of();
    return path.stream()
        .map(step -> "." + (step.getFieldName() == null ? step.getIndex() : step.getFieldName()))
        .collect(Collectors.joining("", type.getSimpleName(), ": " + e.getClass().getSimpleName()));
  }

  private static final class Shapes extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Boolean hasAsValue(Annotated found) {
      boolean plain =
          found instanceof AnnotatedField field && isPlainValue(field.getDeclaringClass());
      return plain ? Boolean.TRUE : super.hasAsValue(found);
    }

    /// What may be null may be missing; the rest must be there.
    @Override
    public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
      if (member instanceof AnnotatedParameter parameter
          && parameter.getDeclaringClass().isRecord()) {
        return !parameter
            .getDeclaringClass()
            .getRecordComponents()[parameter.getIndex()]
            .getAnnotatedType()
            .isAnnotationPresent(Nullable.class);
      }
      return super.hasRequiredMarker(member);
    }

    @Override
    public JsonCreator.@Nullable Mode findCreatorAnnotation(
        MapperConfig<?> config, Annotated found) {
      boolean plain =
          found instanceof AnnotatedConstructor constructor
              && isPlainValue(constructor.getDeclaringClass());
      return plain ? JsonCreator.Mode.DELEGATING : super.findCreatorAnnotation(config, found);
    }

    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(
        MapperConfig<?> config, Annotated found) {
      return !(found instanceof AnnotatedMember) && isOfSealedFamily(found.getRawType())
          ? JsonTypeInfo.Value.construct(
              JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, "is", null, false, true)
          : super.findPolymorphicTypeInfo(config, found);
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(Annotated found) {
      if (!isOurs(found.getRawType()) || !found.getRawType().isSealed()) {
        return super.findSubtypes(found);
      }
      List<NamedType> members = new ArrayList<>();
      addMembers(found.getRawType(), members);
      return members;
    }

    @Override
    public @Nullable String findTypeName(
        com.fasterxml.jackson.databind.introspect.AnnotatedClass found) {
      return isOfSealedFamily(found.getRawType())
          ? found.getRawType().getSimpleName()
          : super.findTypeName(found);
    }

    private static void addMembers(Class<?> family, List<NamedType> members) {
      for (Class<?> member : family.getPermittedSubclasses()) {
        if (member.isSealed()) {
          addMembers(member, members);
        } else {
          members.add(new NamedType(member, member.getSimpleName()));
        }
      }
    }

    private static boolean isOfSealedFamily(Class<?> type) {
      return isOurs(type)
          && (type.isSealed()
              || (type.isRecord() && Stream.of(type.getInterfaces()).anyMatch(Class::isSealed)));
    }

    /// The JDK has sealed families too, such as `ZoneId`.
    private static boolean isOurs(Class<?> type) {
      return type.getPackageName().startsWith("org.city311.");
    }

    private static boolean isPlainValue(Class<?> type) {
      return type.isRecord()
          && type.getRecordComponents().length == 1
          && type.getRecordComponents()[0].getName().equals("value");
    }
  }
}
