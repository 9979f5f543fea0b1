package org.city311.requests.notify;

import java.time.Instant;
import java.util.UUID;
import org.city311.requests.notify.letter.Occasion;
import org.city311.requests.number.RequestNumber;

/// One thing that one person is to be told: a row of the outbox.
///
/// @param event names what happened, for all time
/// @param id of the message, the same at each attempt
/// @param recipient a follower's id; of an escalation the role, such as `director`
/// @param version the line of history that it tells of; 0 when none does
/// @param rule of an escalation, as it is written in the catalogue; else empty
/// @param happened when what it tells of did
/// @param attempts how many have failed
/// @param why what the last of them said; empty when none has
/// @param unclear after how many of them it may have arrived all the same
record Notice(
    long row,
    UUID id,
    String event,
    Occasion occasion,
    String recipient,
    RequestNumber number,
    long version,
    String rule,
    Instant happened,
    int attempts,
    int unclear,
    String why) {}
