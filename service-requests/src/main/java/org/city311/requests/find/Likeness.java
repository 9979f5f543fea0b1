package org.city311.requests.find;

/// How much two stems are alike: the same, one slip or two of the fingers apart, or forms of one word.
final class Likeness {
  /// From this length on one slip is forgiven, characters.
  private static final int ONE_SLIP = 4;

  /// From this length on two slips are forgiven, characters.
  private static final int TWO_SLIPS = 6;

  /// Stems that begin with the same so many characters may be forms of one word.
  static final int SAME_BEGINNING = 4;

  private Likeness() {}

  /// 1 for the same, 0 for unlike.
  static double misspelt(String said, String meant) {
    int allowed = said.length() >= TWO_SLIPS ? 2 : said.length() >= ONE_SLIP ? 1 : 0;
    if (Long.bitCount(letters(said) ^ letters(meant)) > 2 * allowed) {
      return 0; // each slip changes at most one letter into another
    }
    int slips = slips(said, meant, allowed);
    return slips > allowed ? 0 : 1 - (double) slips / Math.max(said.length(), meant.length());
  }

  /// How much of the longer one is the beginning that both have; 0 if that is too little.
  static double sameBeginning(String one, String other) {
    int most = Math.max(one.length(), other.length());
    int same = 0;
    while (same < Math.min(one.length(), other.length())
        && one.charAt(same) == other.charAt(same)) {
      same++;
    }
    return same < SAME_BEGINNING || same * 5 < most * 3 ? 0 : 0.9 * same / most;
  }

  /// Which letters a stem has: far cheaper to compare than the stems.
  private static long letters(String stem) {
    long letters = 0;
    for (int i = 0; i < stem.length(); i++) {
      letters |= 1L << stem.charAt(i);
    }
    return letters;
  }

  /// The optimal string alignment distance: letters left out, put in, mistaken, or swapped with their
  /// neighbour. More than `most` if it is more than that.
  private static int slips(String a, String b, int most) {
    if (Math.abs(a.length() - b.length()) > most) {
      return most + 1;
    }
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      int least = i;
      for (int j = 1; j <= b.length(); j++) {
        int mistaken = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(mistaken, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1 && j > 1 && swapped(a, i, b, j)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
        least = Math.min(least, row[j]);
      }
      if (least > most) {
        return most + 1;
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }

  private static boolean swapped(String a, int i, String b, int j) {
    return a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
