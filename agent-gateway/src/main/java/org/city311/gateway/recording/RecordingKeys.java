package org.city311.gateway.recording;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.streamingaead.AesGcmHkdfStreamingKey;
import com.google.crypto.tink.streamingaead.AesGcmHkdfStreamingParameters;
import com.google.crypto.tink.streamingaead.StreamingAeadConfig;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.HexFormat;

/// The keys that recordings are encrypted with: AES-256-GCM in segments of 64 KiB, with a key of its own for
/// each file, derived by HKDF-SHA-256 (Tink's `AES256_GCM_HKDF`). Segments are numbered and the last is marked,
/// so none can be left out, moved or cut off unseen.
public final class RecordingKeys {
  /// 32 bytes: 256 bits.
  public static final int BYTES = 32;

  private static final int SEGMENT_BYTES = 65_536;

  private RecordingKeys() {}

  /// What encrypts with the first key and decrypts with any.
  ///
  /// @param keys each 64 hexadecimal digits, with commas between: the newest first
  /// @throws IllegalArgumentException if there is none, or one is no such key
  @AccessesPartialKey
  public static StreamingAead cipher(String keys) {
    try {
      StreamingAeadConfig.register();
      var parameters =
          AesGcmHkdfStreamingParameters.builder()
              .setKeySizeBytes(BYTES)
              .setDerivedAesGcmKeySizeBytes(BYTES)
              .setHkdfHashType(AesGcmHkdfStreamingParameters.HashType.SHA256)
              .setCiphertextSegmentSizeBytes(SEGMENT_BYTES)
              .build();
      KeysetHandle.Builder all = KeysetHandle.newBuilder();
      int number = 1;
      for (String key : keys.split(",", -1)) {
        KeysetHandle.Builder.Entry entry =
            KeysetHandle.importKey(AesGcmHkdfStreamingKey.create(parameters, secret(key.strip())))
                .withFixedId(number);
        all.addEntry(number == 1 ? entry.makePrimary() : entry);
        number++;
      }
      return all.build().getPrimitive(RegistryConfiguration.get(), StreamingAead.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the keys of recordings can't be used", e);
    }
  }

  @AccessesPartialKey
  private static SecretBytes secret(String hex) {
    if (!hex.matches("[0-9a-f]{" + 2 * BYTES + "}")) {
      throw new IllegalArgumentException(
          "a key of recordings is " + 2 * BYTES + " hexadecimal digits, in small letters");
    }
    return SecretBytes.copyFrom(HexFormat.of().parseHex(hex), InsecureSecretKeyAccess.get());
  }
}
