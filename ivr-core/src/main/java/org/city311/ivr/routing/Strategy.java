package org.city311.ivr.routing;

/// Which of several ready agents of a skill group is rung. Agents who prefer the group go before
/// those who prefer it less, whatever the strategy; between equals the longest idle is rung.
public enum Strategy {
  /// Who has been able to take a call for the longest time.
  LONGEST_IDLE,
  /// Who has the highest sum of levels in the skills that the call and its group ask for.
  MOST_SKILLED,
  /// Who was rung least recently.
  CIRCULAR,
  /// Who comes first in the list of agents.
  LINEAR,
  /// Who has talked with the fewest residents since signing in.
  FEWEST_CALLS
}
