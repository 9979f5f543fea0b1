package org.city311.ivr.switchboard;

import java.util.concurrent.CompletionStage;

/// The passwords of phones that are pages in a browser, as the switch knows them: each is made for one
/// connection, and is gone with it.
///
/// Thread contract: any thread may call; orders for one account are carried out in the order they were
/// given in.
public interface PhoneKeys {
  /// From now on this account registers and calls with this password, and with no other.
  ///
  /// @param account a phone's SIP account that has no password in the switch's own configuration
  /// @param password letters and digits
  /// @return done when the switch knows it; failed when it can't be told, which may be tried again
  CompletionStage<Void> put(String account, String password);

  /// From now on nobody registers or calls by this account. When the switch can't be told, the old password stays
  /// until the next one, known to nobody.
  void remove(String account);
}
