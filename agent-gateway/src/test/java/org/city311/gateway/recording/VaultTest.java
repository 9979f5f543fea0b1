package org.city311.gateway.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.city311.ivr.call.OfferId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {
  private static final String KEY = "00112233445566778899aabbccddeeff".repeat(2);
  private static final String OTHER = "ff112233445566778899aabbccddeeff".repeat(2);
  private static final RecordingId ID = RecordingId.of(new OfferId("offer-1-1"));
  private static final RecordingId ANOTHER = RecordingId.of(new OfferId("offer-1-2"));

  @TempDir Path folder;
  private Vault vault;
  private Path wav;
  private byte[] sound;

  @BeforeEach
  void makeSound() throws IOException {
    vault = vault(KEY);
    sound = new byte[300_000];
    new Random(1).nextBytes(sound);
    wav = folder.resolve("1.wav");
    ByteBuffer file = ByteBuffer.allocate(44 + sound.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII));
    file.put(44, sound);
    Files.write(wav, file.array());
  }

  private Vault vault(String keys) throws IOException {
    return new Vault(folder.resolve("kept"), RecordingKeys.cipher(keys));
  }

  private Path file() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("kept"))) {
      return all.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
  }

  private static byte[] read(Vault from, RecordingId id, long position, int count)
      throws IOException {
    try (SeekableByteChannel channel = from.open(id)) {
      channel.position(position);
      ByteBuffer bytes = ByteBuffer.allocate(count);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // On.
      }
      return Arrays.copyOf(bytes.array(), bytes.position());
    }
  }

  @Test
  void whatIsSealed_isReadAgainFromAnyPlace_andIsNoSoundOnTheDisk() throws IOException {
    long length = vault.seal(ID, wav);

    assertEquals(44 + sound.length, length);
    assertEquals(length, vault.length(ID));
    assertArrayEquals(sound, read(vault, ID, 44, sound.length));
    assertArrayEquals(Arrays.copyOfRange(sound, 200_000, 200_100), read(vault, ID, 200_044, 100));
    String onDisk = Files.readString(file(), StandardCharsets.ISO_8859_1);
    assertFalse(onDisk.contains("RIFF"));
    assertFalse(onDisk.contains(new String(sound, 1_000, 16, StandardCharsets.ISO_8859_1)));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    assertTrue(vault.bytes() > length);
  }

  @Test
  void lengthsThatASwitchThatDiedHasNotWritten_arePutRight() throws IOException {
    vault.seal(ID, wav);
    ByteBuffer header = ByteBuffer.wrap(read(vault, ID, 0, 44)).order(ByteOrder.LITTLE_ENDIAN);

    assertEquals(36 + sound.length, header.getInt(4));
    assertEquals(sound.length, header.getInt(40));
  }

  @Test
  void fileOfAnother_oneThatIsCut_orChanged_isNotPlayed() throws IOException {
    vault.seal(ID, wav);
    Path whole = file();
    byte[] bytes = Files.readAllBytes(whole);
    Path there = folder.resolve("kept").resolve(ANOTHER.toString().substring(0, 2));
    Files.createDirectories(there);
    Files.write(there.resolve(ANOTHER.toString()), bytes);
    assertThrows(IOException.class, () -> read(vault, ANOTHER, 0, 44));

    Files.write(whole, Arrays.copyOf(bytes, bytes.length - 70_000));
    assertThrows(IOException.class, () -> read(vault, ID, 0, 300_044));

    byte[] changed = bytes.clone();
    changed[1_000] ^= 1;
    Files.write(whole, changed);
    assertThrows(IOException.class, () -> read(vault, ID, 0, 44));
  }

  @Test
  void newKey_encryptsWhatComes_andWhatWasBeforeIsStillRead() throws IOException {
    vault.seal(ID, wav);
    Vault later = vault(OTHER + "," + KEY);
    later.seal(ANOTHER, wav);

    assertArrayEquals(sound, read(later, ID, 44, sound.length));
    assertArrayEquals(sound, read(later, ANOTHER, 44, sound.length));
    assertThrows(IOException.class, () -> read(vault, ANOTHER, 0, 44));
  }

  @Test
  void keyThatIsNone_isToldWithoutSayingIt() {
    for (String wrong : List.of("", "0011", KEY + ",", KEY.replace('0', 'G'))) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> RecordingKeys.cipher(wrong));
      assertFalse(wrong.length() > 3 && String.valueOf(e.getMessage()).contains(wrong));
    }
  }

  @Test
  void removed_isGone() throws IOException {
    vault.seal(ID, wav);
    vault.remove(ID);
    vault.remove(ID);

    assertFalse(vault.holds(ID));
    assertThrows(java.nio.file.NoSuchFileException.class, () -> vault.open(ID));
  }
}
