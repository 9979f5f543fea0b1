package org.city311.ivr.estimate;

/// The last so many values, with their mean and variance in O(1).
final class Ring {
  private final double[] values;
  private int size;
  private int next;
  private double sum;
  private double squares;

  Ring(int capacity) {
    values = new double[capacity];
  }

  void add(double value) {
    if (size == values.length) {
      sum -= values[next];
      squares -= values[next] * values[next];
    } else {
      size++;
    }
    values[next] = value;
    sum += value;
    squares += value * value;
    next = (next + 1) % values.length;
  }

  int size() {
    return size;
  }

  /// Zero when there is none.
  double mean() {
    return size == 0 ? 0 : sum / size;
  }

  /// Of the values themselves, not of what they are a sample of; zero when there are none.
  double variance() {
    return size == 0 ? 0 : Math.max(0, squares / size - mean() * mean());
  }
}
