package org.city311.gateway.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;
import org.city311.gateway.accounts.AccountsDatabase;
import org.city311.ivr.call.SkillGroupId;

/// One recording of a talk of Ana's, as it is kept: ten seconds.
public final class KeptRecording {
  private final Recordings recordings;
  private final Recording recording;
  private final byte[] wav = new byte[44 + 160_000];

  public KeptRecording(AccountsDatabase database, Path folder) throws IOException, SQLException {
    Vault vault =
        new Vault(
            folder.resolve("kept"),
            RecordingKeys.cipher("00112233445566778899aabbccddeeff".repeat(2)));
    recordings = new Recordings(database, vault);
    Leg leg =
        new Leg(
            PaperFloor.CALL,
            PaperFloor.LEG,
            PaperFloor.ANA,
            new SkillGroupId("streets"),
            PaperFloor.AT);
    recording = new Recording(leg, wav.length);
    new Random(1).nextBytes(wav);
    vault.seal(leg.id(), Files.write(folder.resolve("plain.wav"), wav));
    try (var sound = vault.open(leg.id())) {
      ByteBuffer all = ByteBuffer.wrap(wav);
      while (all.hasRemaining()) {
        sound.read(all);
      }
    }
    try (Connection connection = database.connection()) {
      RecordingTable.insert(connection, recording);
      connection.commit();
    }
  }

  public Recordings recordings() {
    return recordings;
  }

  public String id() {
    return recording.id().toString();
  }

  /// Where it is listed.
  public String ofCall() {
    return "/api/calls/" + recording.leg().call() + "/recordings";
  }

  /// Its sound.
  public byte[] wav() {
    return wav.clone();
  }
}
