package org.city311.requests.attachment;

/// What an attachment is, once it is clean.
public enum Kind {
  /// A picture, always kept as JPEG.
  PHOTO("image/jpeg", "jpg"),
  WAV("audio/wav", "wav"),
  /// Opus in Ogg.
  OGG("audio/ogg", "ogg"),
  MP3("audio/mpeg", "mp3");

  private final String mediaType;
  private final String ending;

  Kind(String mediaType, String ending) {
    this.mediaType = mediaType;
    this.ending = ending;
  }

  /// As in the header `Content-Type`.
  public String mediaType() {
    return mediaType;
  }

  /// Of the file's name, without the dot.
  public String ending() {
    return ending;
  }
}
