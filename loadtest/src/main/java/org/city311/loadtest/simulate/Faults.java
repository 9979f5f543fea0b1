package org.city311.loadtest.simulate;

/// What goes wrong in a scenario.
///
/// @param lost share of the switch's events that never arrive
/// @param late share that come up to 20 s late, and so after later ones
/// @param doubled share that come twice
/// @param dropped share of orders to the switch that are not carried out
/// @param newLeaders how often the server that decides dies and another takes over
/// @param twoLeaders how often another takes over while the first still decides for some seconds
/// @param linkCuts how often the link between the server and the switch breaks
/// @param restarts how often the switch starts anew and loses all channels
record Faults(
    double lost,
    double late,
    double doubled,
    double dropped,
    int newLeaders,
    int twoLeaders,
    int linkCuts,
    int restarts) {
  static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0, 0, 0);

  /// About a third of all scenarios run without any fault, and the others with some or all of them.
  static Faults random(Dice dice) {
    if (dice.chance(0.3)) {
      return NONE;
    }
    return new Faults(
        dice.chance(0.5) ? dice.between(1, 10) / 100.0 : 0,
        dice.chance(0.5) ? dice.between(1, 10) / 100.0 : 0,
        dice.chance(0.5) ? dice.between(1, 10) / 100.0 : 0,
        dice.chance(0.4) ? dice.between(1, 10) / 100.0 : 0,
        dice.chance(0.4) ? dice.between(1, 4) : 0,
        dice.chance(0.2) ? dice.between(1, 2) : 0,
        dice.chance(0.2) ? dice.between(1, 2) : 0,
        dice.chance(0.1) ? 1 : 0);
  }
}
