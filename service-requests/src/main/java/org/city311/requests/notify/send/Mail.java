package org.city311.requests.notify.send;

import java.util.Optional;
import java.util.UUID;
import org.city311.requests.notify.letter.Letter;

/// One mail to one person.
///
/// @param id the same each time that it is sent; its Message-ID is made of it
/// @param thread what it is about, such as a request's number: mails about one thing are shown together
/// @param stop the link by which the person gets no more; empty for staff
public record Mail(
    UUID id,
    MailAddress to,
    Letter letter,
    String language,
    String thread,
    Optional<String> stop) {}
