package org.city311.requests.notify;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.city311.requests.desk.Changed;
import org.city311.requests.desk.RequestDesk;
import org.city311.requests.life.Actor;
import org.city311.requests.life.Change;
import org.city311.requests.notify.link.SignedLink;
import org.city311.requests.notify.link.SignedLinks;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.store.RequestsDatabase;

/// Does what the links in letters are for. Each may be repeated. Safe for any thread; it waits for the
/// database.
public final class LinkDesk {
  private final SignedLinks links;
  private final RequestDesk desk;
  private final Followed followed;
  private final Satisfaction satisfaction;
  private final InstantSource clock;

  /// @param linkKey as in [NotifySettings]
  public LinkDesk(
      String linkKey, RequestDesk desk, RequestsDatabase database, InstantSource clock) {
    this.links = new SignedLinks(linkKey);
    this.desk = desk;
    this.followed = new Followed(database);
    this.satisfaction = new Satisfaction(database);
    this.clock = clock;
  }

  /// What a link is for; empty when it is none of ours.
  public Optional<SignedLink> read(String token) {
    return links.read(token);
  }

  /// Whoever has the link hears no more, of the request or of any that it was joined with.
  public void stop(SignedLink link) throws SQLException {
    Set<RequestNumber> numbers = followed.by(link.follower());
    for (RequestNumber number : numbers) {
      Change change = new Change.Unfollow(link.follower());
      Changed _ = desk.change(number, OptionalLong.empty(), change, Actor.RESIDENT);
    }
  }

  /// They want to hear of the request again after all.
  ///
  /// @return whether they do: not when their contact was removed meanwhile, as it is soon after a stop
  public boolean again(SignedLink link) throws SQLException {
    Optional<RequestNumber> number = followed.contactOf(link.follower());
    if (number.isEmpty()) {
      return false;
    }
    Change change = new Change.Follow(link.follower());
    Changed _ = desk.change(number.get(), OptionalLong.empty(), change, Actor.RESIDENT);
    return true;
  }

  /// They answer the question.
  ///
  /// @param grade 1 to 5
  /// @return whether the answer was taken: not 90 days after the closing
  public boolean answer(SignedLink link, int grade) throws SQLException {
    return satisfaction.answer(
        link.number(), link.version(), link.follower(), grade, clock.instant());
  }
}
